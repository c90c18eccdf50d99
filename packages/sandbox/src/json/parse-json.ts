import { isList, isRecord, type JsonValue } from './json'

const maximumDepth = 64

/** What reading a body as JSON came to. */
export type ParsedJson =
  { readonly kind: 'parsed'; readonly value: JsonValue } | { readonly kind: 'malformed'; readonly message: string }

/** Reads bytes as JSON in UTF-8 and refuses what later code could stumble over: wild nesting and numbers beyond a double. */
export function parseJson(bytes: Uint8Array): ParsedJson {
  const text = decodeUtf8(bytes)
  if (text === undefined) return { kind: 'malformed', message: 'body is not valid UTF-8' }
  try {
    const value: unknown = JSON.parse(text)
    if (!isJsonValue(value)) return { kind: 'malformed', message: 'body is not valid JSON' }
    const trouble = findTrouble(value)
    return trouble === undefined ? { kind: 'parsed', value } : { kind: 'malformed', message: trouble }
  } catch {
    return { kind: 'malformed', message: 'body is not valid JSON' }
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // Keeping a byte order mark makes JSON.parse refuse it, as RFC 8259 lets a receiver do.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isJsonValue(value: unknown): value is JsonValue {
  return ['string', 'number', 'boolean', 'object'].includes(typeof value)
}

// Walks with a list of its own instead of recursing: the nesting it looks for is what would overflow the stack.
function findTrouble(root: JsonValue): string | undefined {
  const open: { value: JsonValue; depth: number }[] = [{ value: root, depth: 1 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next
    if (typeof value === 'number' && !Number.isFinite(value)) return 'body holds a number that is out of range'
    const inner = isList(value) ? value : isRecord(value) ? Object.values(value) : []
    if (inner.length > 0 && depth >= maximumDepth) return `body is nested deeper than ${maximumDepth} levels`
    for (const each of inner) open.push({ value: each, depth: depth + 1 })
  }
  return undefined
}
