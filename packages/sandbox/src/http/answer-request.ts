import type { IncomingHttpHeaders } from 'node:http'
import { parseJson } from '../json/parse-json'
import type { RateLimit } from '../misbehaviour/create-rate-limit'
import { jsonAnswer, type Answer } from './answer'
import { checkMediaType } from './check-media-type'
import { matchRoute, type RouteMatch } from './match-route'
import type { Credentials, Refusal, Vendor } from './vendor'
import type { ReadBody } from './read-body'

/** A request as it came in, its body read. */
export interface Received {
  readonly method: string
  /** Still percent-encoded, without the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: ReadBody
}

/** The vendor and the pressure it is under. */
export interface Desk {
  readonly vendor: Vendor<object>
  readonly rateLimit: RateLimit | undefined
  readonly now: number
}

type Matched = Extract<RouteMatch, { kind: 'matched' }>

const statuses: Record<Exclude<Refusal['kind'], 'simulated'>, number> = {
  'unknown-path': 404,
  'wrong-method': 405,
  unauthorized: 401,
  forbidden: 403,
  'unknown-key': 404,
  'wrong-media-type': 415,
  'too-large': 413,
  malformed: 400,
  'rate-limited': 429
}

/** Makes the checks every vendor makes, in the order a real edge makes them, and hands what passes to the route. */
export function answerRequest(desk: Desk, received: Received, failing: ReadonlySet<number>): Answer {
  const refuse = createRefuse(desk.vendor, received.path)
  const admission = desk.rateLimit?.admit(desk.now)
  if (admission?.kind === 'refused') {
    const headers = desk.vendor.wordRate === undefined ? { 'retry-after': String(admission.seconds) } : {}
    return withRate(desk, refuse('rate-limited', 'too many requests', headers))
  }
  return withRate(desk, answerAdmitted({ desk, received, refuse, failing }))
}

function withRate({ vendor, rateLimit, now }: Desk, answer: Answer): Answer {
  if (vendor.wordRate === undefined || rateLimit === undefined) return answer
  return { ...answer, headers: { ...answer.headers, ...vendor.wordRate(rateLimit.standing(now)) } }
}

function answerAdmitted({ desk, received, refuse, failing }: Omit<Case, 'match'>): Answer {
  const match = matchRoute(desk.vendor.routes, received.method, received.path)
  if (match.kind === 'matched') return answerMatched({ desk, received, match, refuse, failing })
  if (match.kind === 'unknown-path') return refuse('unknown-path', `there is nothing at ${received.path}`)
  if (match.kind === 'malformed') return refuse('malformed', 'the path is not validly percent-encoded')
  return refuse('wrong-method', `${received.method} is not allowed here`, { allow: match.allowed.join(', ') })
}

interface Case {
  readonly desk: Desk
  readonly received: Received
  readonly match: Matched
  readonly refuse: Refuse
  readonly failing: ReadonlySet<number>
}

function answerMatched({ desk, received, match, refuse, failing }: Case): Answer {
  const { route, parameters } = match
  const authentication = route.access === 'public' ? null : desk.vendor.authenticate(credentialsOf(received))
  if (authentication !== null && authentication.kind !== 'known') {
    return refuse(authentication.kind, authentication.message)
  }
  const account = authentication?.account ?? null
  if (route.body === 'none') {
    return route.answer({ account, parameters, body: null, bodyBytes: 0, failing })
  }
  const mediaTrouble = checkMediaType(received.headers)
  if (mediaTrouble !== undefined) return refuse('wrong-media-type', mediaTrouble)
  if (received.body.kind !== 'complete') return refuse('too-large', 'the body is too large')
  const { bytes } = received.body
  const parsed = parseJson(bytes)
  if (parsed.kind === 'malformed') return refuse('malformed', parsed.message)
  return route.answer({ account, parameters, body: parsed.value, bodyBytes: bytes.length, failing })
}

function credentialsOf({ headers, body }: Received): Credentials {
  return {
    headers,
    body: () => {
      const parsed = body.kind === 'complete' ? parseJson(body.bytes) : undefined
      return parsed?.kind === 'parsed' ? parsed.value : null
    }
  }
}

type Refuse = (kind: keyof typeof statuses, message: string, headers?: Record<string, string>) => Answer

function createRefuse(vendor: Vendor<object>, path: string): Refuse {
  return (kind, message, headers = {}) =>
    jsonAnswer(statuses[kind], vendor.refuse({ kind, status: statuses[kind], path, message }), headers)
}
