import { APIError, MultiStatusResponse, PayloadValidationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { isItems, makeItems } from '../definition'
import type { AnyAction } from '../definition'
import { utf8Bytes } from '../http'
import { classifyStatus, judge } from '../outcome'
import type { Outcome } from '../outcome'
import { buildRequest, placeItem, routeProblem, splitByLimits } from '../plan'
import type { PlacedItem } from '../plan'
import { faultOf } from '../plan/fault'
import { toExchange } from './exchange'
import { toSent } from './segment-types'

type Payload = Readonly<Record<string, unknown>>

/** What Segment's runtime gives an action to work with. */
export interface Call {
  readonly request: RequestClient
  readonly settings: Payload
  /** Takes secrets out of what is told to the outside. */
  readonly redact: (text: string) => string
}

/** One item on its way, and the position of the payload it belongs to. */
interface Traveller extends PlacedItem {
  readonly payload: number
  readonly bytes: number
}

/** What became of one payload; `invalid` was refused before anything was sent. */
type Ended =
  | Outcome
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }

/** Delivers one payload; throws as Segment's runtime expects when it could not be delivered. */
export async function performAction(action: AnyAction, call: Call, payload: Payload): Promise<object> {
  const [ended = DELIVERED] = await deliver(action, call, [payload])
  if (ended.kind === 'delivered') return { delivered: true }
  if (ended.kind === 'skipped') return { skipped: ended.reason }
  if (ended.kind === 'invalid') throw new PayloadValidationError(ended.reason)
  throw new APIError(ended.reason, failureStatus(ended))
}

/** Delivers payloads together; answers for each. */
export async function performBatch(
  action: AnyAction,
  call: Call,
  payloads: readonly Payload[]
): Promise<MultiStatusResponse> {
  const answer = new MultiStatusResponse()
  const outcomes = await deliver(action, call, payloads)
  payloads.forEach((payload, index) => {
    const ended = outcomes[index] ?? DELIVERED
    if (ended.kind === 'delivered')
      answer.pushSuccessResponse({ status: ended.status, sent: toSent(payload), body: 'delivered' })
    else if (ended.kind === 'skipped') answer.pushSuccessResponse({ status: 200, sent: {}, body: ended.reason })
    else if (ended.kind === 'invalid') answer.pushErrorResponse({ status: 400, errormessage: ended.reason })
    else answer.pushErrorResponse({ status: failureStatus(ended), errormessage: ended.reason, sent: toSent(payload) })
  })
  return answer
}

const DELIVERED: Ended = { kind: 'delivered', status: 200 }

/**
 * Segment decides by status: an item refused inside an accepted request (201, 207) must not look like a success, and one
 * that may heal, such as one that travelled with a refused item, must look like it.
 */
const failureStatus = ({ kind, status = 500 }: Exclude<Outcome, { kind: 'delivered' }>): number => {
  if (kind === 'rejected') return status >= 400 ? status : 400
  return classifyStatus(status) === 'retry' ? status : 503
}

async function deliver(
  action: AnyAction,
  call: Call,
  payloads: readonly Payload[]
): Promise<readonly (Ended | undefined)[]> {
  const ended: (Ended | undefined)[] = []
  const travellers: Traveller[] = []
  payloads.forEach((payload, index) => {
    const prepared = prepare(action, call.settings, payload)
    if (prepared.kind === 'items') for (const item of prepared.items) travellers.push({ ...item, payload: index })
    else ended[index] = prepared
  })
  const report = ({ payload }: Traveller, outcome: Outcome): void => {
    ended[payload] = worse(ended[payload], redacted(outcome, call.redact))
  }
  for (const part of splitByLimits(travellers, ({ bytes }) => bytes, action.endpoint.limits)) {
    await send({ action, call, report }, part)
  }
  return ended
}

type Prepared =
  | { readonly kind: 'items'; readonly items: readonly Omit<Traveller, 'payload'>[] }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string }

/** A mistake in a definition, or a payload no one could write, costs that payload and no other. */
function prepare(action: AnyAction, settings: Payload, payload: Payload): Prepared {
  const { enable_batching: _enable, batch_size: _size, batch_bytes: _bytes, ...mapped } = payload
  try {
    return prepareItems(action, settings, mapped)
  } catch (error) {
    return { kind: 'invalid', reason: faultOf(action.title, error) }
  }
}

function prepareItems(action: AnyAction, settings: Payload, payload: Payload): Prepared {
  const made = makeItems(action, { payload, settings, note: () => undefined })
  if (!isItems(made)) return { kind: made.kind === 'skipped' ? 'skipped' : 'invalid', reason: made.reason }
  const items = made.map((item) => {
    const placed = placeItem(action.endpoint, item)
    return { ...placed, bytes: utf8Bytes(JSON.stringify(placed.body)) }
  })
  const limit = action.endpoint.limits.itemBytes ?? Number.POSITIVE_INFINITY
  for (const { route, bytes } of items) {
    const problem = routeProblem(route)
    if (problem !== undefined) return { kind: 'invalid', reason: problem }
    if (bytes > limit)
      return { kind: 'invalid', reason: `The item has ${bytes} bytes; the destination takes ${limit}.` }
  }
  return { kind: 'items', items }
}

interface Sending {
  readonly action: AnyAction
  readonly call: Call
  readonly report: (traveller: Traveller, outcome: Outcome) => void
}

async function send(sending: Sending, part: readonly Traveller[]): Promise<void> {
  const { endpoint } = sending.action
  const request = buildRequest(endpoint, sending.call.settings, part)
  const verdict = judge(endpoint, await toExchange(sending.call.request, request, endpoint.timeoutSeconds ?? 10), part)
  if (verdict.kind === 'refused-whole') {
    // Halves, until the culprit stands alone and the others are delivered.
    const middle = Math.ceil(part.length / 2)
    await send(sending, part.slice(0, middle))
    await send(sending, part.slice(middle))
    return
  }
  for (const [index, traveller] of part.entries()) {
    const outcome = verdict.outcomes[index]
    if (outcome !== undefined) sending.report(traveller, outcome)
  }
}

const SEVERITY = { delivered: 0, skipped: 0, retry: 1, rejected: 2, invalid: 2 } as const

const redacted = (outcome: Outcome, redact: Call['redact']): Outcome =>
  outcome.kind === 'delivered' ? outcome : { ...outcome, reason: redact(outcome.reason) }

/** A payload of several items ends as its worst item does. */
const worse = (first: Ended | undefined, second: Outcome): Ended =>
  first !== undefined && SEVERITY[first.kind] >= SEVERITY[second.kind] ? first : second
