import { isRecord, member, type JsonValue } from '../json/json'
import { parseJson } from '../json/parse-json'
import type { Rate } from '../misbehaviour/create-rate-limit'
import { parseRule } from '../misbehaviour/parse-rule'
import { jsonAnswer, type Answer } from './answer'
import type { Received } from './answer-request'
import type { VendorControls } from './vendor-controls'

/** Where the sandbox's own endpoints lie; no vendor has a path that starts like this. */
export const controlPrefix = '/__sandbox/'

const done = jsonAnswer(200, {})

/** Answers the sandbox's own endpoints, which never misbehave and need no credentials. */
export function answerControl(controls: VendorControls<object>, received: Received, query: URLSearchParams): Answer {
  switch (`${received.method} ${received.path.slice(controlPrefix.length)}`) {
    case 'GET state':
      return answerState(controls, query.get('account'))
    case 'GET requests':
      return jsonAnswer(200, controls.requests())
    case 'POST reset':
      controls.reset()
      return done
    case 'POST misbehave':
      return answerMisbehave(controls, readControl(received))
    case 'DELETE misbehave':
      controls.behave()
      return done
    case 'POST rate':
      return answerRate(controls, readControl(received))
    case 'DELETE rate':
      controls.limitRate(null)
      return done
    default:
      return jsonAnswer(404, { error: `the sandbox has no ${received.method} ${received.path}` })
  }
}

function answerState(controls: VendorControls<object>, account: string | null): Answer {
  try {
    return jsonAnswer(200, controls.state(account ?? undefined))
  } catch {
    return jsonAnswer(404, { error: `the sandbox has no account ${JSON.stringify(account)}` })
  }
}

function answerMisbehave(controls: VendorControls<object>, body: JsonValue): Answer {
  const rule = parseRule(body)
  if (rule === undefined) return jsonAnswer(400, { error: 'the body is not a rule; docs/sandbox.md lists them' })
  controls.misbehave(rule)
  return done
}

function answerRate(controls: VendorControls<object>, body: JsonValue): Answer {
  const rate = parseRate(body)
  if (rate === undefined) return jsonAnswer(400, { error: 'the body is not { "requests": …, "perSeconds": … }' })
  controls.limitRate(rate)
  return done
}

function parseRate(body: JsonValue): Rate | undefined {
  if (!isRecord(body)) return undefined
  const requests = member(body, 'requests')
  const perSeconds = member(body, 'perSeconds')
  if (typeof requests !== 'number' || typeof perSeconds !== 'number') return undefined
  return requests >= 0 && perSeconds > 0 ? { requests, perSeconds } : undefined
}

/** The body of a request to the sandbox itself; null when it is not JSON. */
export function readControl({ body }: Received): JsonValue {
  const parsed = body.kind === 'complete' ? parseJson(body.bytes) : undefined
  return parsed?.kind === 'parsed' ? parsed.value : null
}
