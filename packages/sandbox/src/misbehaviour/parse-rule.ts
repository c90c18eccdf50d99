import { isList, isRecord, member, type JsonRecord, type JsonValue } from '../json/json'
import { retryAfterForms, type Fault, type RetryAfter, type Rule, type Schedule } from './fault'

/** Reads a rule that came as JSON over HTTP; undefined when it is not one. */
export function parseRule(value: JsonValue): Rule | undefined {
  if (!isRecord(value)) return undefined
  const fault = parseFault(member(value, 'fault'))
  const schedule = parseSchedule(member(value, 'schedule'))
  const path = member(value, 'path')
  if (fault === undefined || schedule === 'invalid' || !isOptional(path, 'string')) return undefined
  return {
    fault,
    ...(schedule === undefined ? {} : { schedule }),
    ...(typeof path === 'string' ? { path } : {})
  }
}

function parseFault(value: JsonValue | undefined): Fault | undefined {
  if (!isRecord(value)) return undefined
  const kind = member(value, 'kind')
  if (typeof kind !== 'string') return undefined
  switch (kind) {
    case 'latency':
      return parseLatency(value)
    case 'status':
      return parseStatus(value)
    case 'rate-limited':
      return parseRateLimited(value)
    case 'failing-items':
      return parseFailingItems(value)
    case 'truncated-body':
    case 'malformed-body':
    case 'empty-body':
      return { kind }
    case 'reset':
    case 'hang':
      return isOptional(member(value, 'applied'), 'boolean') ? { kind, ...appliedOf(value) } : undefined
    default:
      return undefined
  }
}

function parseLatency(value: JsonRecord): Fault | undefined {
  const milliseconds = member(value, 'milliseconds')
  return isWholeNumber(milliseconds) ? { kind: 'latency', milliseconds } : undefined
}

function parseStatus(value: JsonRecord): Fault | undefined {
  const status = member(value, 'status')
  const body = member(value, 'body')
  const headers = parseHeaders(member(value, 'headers'))
  if (!isWholeNumber(status) || status < 200 || status > 599 || headers === undefined) return undefined
  if (!isOptional(body, 'string') || !isOptional(member(value, 'applied'), 'boolean')) return undefined
  return { kind: 'status', status, headers, ...(typeof body === 'string' ? { body } : {}), ...appliedOf(value) }
}

function parseHeaders(value: JsonValue | undefined): Record<string, string> | undefined {
  if (value === undefined) return {}
  if (!isRecord(value)) return undefined
  const entries = Object.entries(value).filter((entry): entry is [string, string] => isHeader(entry))
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined
}

// Node throws on a header that could break the framing of the answer; a rule must not be able to make it throw.
function isHeader([name, value]: [string, JsonValue]): boolean {
  return /^[\w-]+$/.test(name) && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)
}

function parseRateLimited(value: JsonRecord): Fault | undefined {
  const retryAfter = parseRetryAfter(member(value, 'retryAfter'))
  if (retryAfter === 'invalid') return undefined
  return { kind: 'rate-limited', ...(retryAfter === undefined ? {} : { retryAfter }) }
}

function parseRetryAfter(value: JsonValue | undefined): RetryAfter | undefined | 'invalid' {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'invalid'
  const form = retryAfterForms.find((known) => known === member(value, 'form'))
  const seconds = member(value, 'seconds')
  return form !== undefined && isWholeNumber(seconds) ? { form, seconds } : 'invalid'
}

function parseFailingItems(value: JsonRecord): Fault | undefined {
  const indexes = member(value, 'indexes')
  return isList(indexes) && indexes.every(isWholeNumber) ? { kind: 'failing-items', indexes } : undefined
}

function parseSchedule(value: JsonValue | undefined): Schedule | undefined | 'invalid' {
  if (value === undefined) return undefined
  if (!isRecord(value)) return 'invalid'
  const times = member(value, 'times')
  if (isWholeNumber(times)) return { times }
  const probability = member(value, 'probability')
  const seed = member(value, 'seed')
  if (typeof probability !== 'number' || probability < 0 || probability > 1) return 'invalid'
  return isWholeNumber(seed) ? { probability, seed } : 'invalid'
}

function appliedOf(value: JsonRecord): { applied?: boolean } {
  const applied = member(value, 'applied')
  return typeof applied === 'boolean' ? { applied } : {}
}

function isOptional(value: JsonValue | undefined, type: 'string' | 'boolean'): boolean {
  // oxlint's valid-typeof wants a literal here, hence the two comparisons.
  return value === undefined || (type === 'string' ? typeof value === 'string' : typeof value === 'boolean')
}

function isWholeNumber(value: JsonValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
