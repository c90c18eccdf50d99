import { APIError, MultiStatusResponse, PayloadValidationError } from '@segment/actions-core'
import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import type { AnyAction, ItemsInput, NoItems } from '../definition'
import { noItemsKind } from '../definition'
import { utf8Bytes } from '../http'
import { judge } from '../outcome'
import type { Outcome } from '../outcome'
import { buildRequest, placeItem, routeProblem, splitByLimits } from '../plan'
import type { PlacedItem } from '../plan'
import { toExchange } from './exchange'

type Payload = Readonly<Record<string, unknown>>
type BuildItems = (input: ItemsInput<unknown, unknown>) => readonly object[] | NoItems

interface Call {
  readonly request: RequestClient
  readonly settings: Payload
  /** Takes secrets out of what is told to the outside. */
  readonly redact: (text: string) => string
}

/** One item on its way, and the payload it belongs to. */
interface Traveller extends PlacedItem {
  readonly payload: number
  readonly bytes: number
}

/** What became of one payload before or after sending. */
type Ended = Outcome | { readonly kind: 'skipped'; readonly reason: string }

/** Delivers one payload; throws as Segment's runtime expects when it could not be delivered. */
export async function performAction(action: AnyAction, call: Call & { readonly payload: Payload }): Promise<object> {
  const [ended] = await deliver(action, call, [call.payload])
  if (ended === undefined || ended.kind === 'delivered') return { delivered: true }
  if (ended.kind === 'skipped') return { skipped: ended.reason }
  if (ended.kind === 'rejected' && ended.status === INVALID) throw new PayloadValidationError(ended.reason)
  throw new APIError(ended.reason, failureStatus(ended))
}

/** Delivers payloads together; answers for each. */
export async function performBatch(
  action: AnyAction,
  call: Call & { readonly payloads: readonly Payload[] }
): Promise<MultiStatusResponse> {
  const answer = new MultiStatusResponse()
  const outcomes = await deliver(action, call, call.payloads)
  call.payloads.forEach((payload, index) => {
    const ended = outcomes[index] ?? { kind: 'delivered', status: 200 }
    const sent = payload as JSONLikeObject
    if (ended.kind === 'delivered') answer.pushSuccessResponse({ status: ended.status, sent, body: 'delivered' })
    else if (ended.kind === 'skipped') answer.pushSuccessResponse({ status: 200, sent: {}, body: ended.reason })
    else if (ended.kind === 'rejected' && ended.status === INVALID) {
      answer.pushErrorResponse({ status: 400, errormessage: ended.reason })
    } else answer.pushErrorResponse({ status: failureStatus(ended), errormessage: ended.reason, sent })
  })
  return answer
}

/** Segment decides by status: an item refused inside an accepted request (201, 207) must not look like a success. */
const failureStatus = ({ kind, status = 500 }: Exclude<Outcome, { kind: 'delivered' }>): number =>
  kind === 'rejected' && status < 400 ? 400 : status

// Marks what was refused before anything was sent; no vendor answers with it.
const INVALID = 0

async function deliver(
  action: AnyAction,
  call: Call,
  payloads: readonly Payload[]
): Promise<readonly (Ended | undefined)[]> {
  const ended: (Ended | undefined)[] = payloads.map(() => undefined)
  const travellers: Traveller[] = []
  payloads.forEach((payload, index) => {
    const planned = planItems(action, call.settings, payload)
    if (Array.isArray(planned))
      travellers.push(...planned.map((item: Omit<Traveller, 'payload'>) => ({ ...item, payload: index })))
    else ended[index] = planned as Ended
  })
  for (const part of splitByLimits(travellers, ({ bytes }) => bytes, action.endpoint.limits)) {
    await send(action, call, part, (payload, outcome) => {
      ended[payload] = worse(ended[payload], redacted(outcome, call.redact))
    })
  }
  return ended
}

function planItems(
  action: AnyAction,
  settings: Payload,
  payload: Payload
): readonly Omit<Traveller, 'payload'>[] | Ended {
  const { enable_batching: _enable, batch_size: _size, batch_bytes: _bytes, ...mapped } = payload
  const result = (action.items as BuildItems)({ payload: mapped, settings, note: () => undefined })
  const kind = noItemsKind(result)
  if (kind !== undefined) {
    const { reason } = result as NoItems
    return kind === 'skipped' ? { kind, reason } : { kind, status: INVALID, reason }
  }
  const limit = action.endpoint.limits.itemBytes ?? Number.POSITIVE_INFINITY
  const items = (result as readonly object[]).map((item) => {
    const placed = placeItem(action.endpoint, item)
    return { ...placed, bytes: utf8Bytes(JSON.stringify(placed.body)) }
  })
  const problem = items.map(({ route }) => routeProblem(route)).find((found) => found !== undefined)
  if (problem !== undefined) return { kind: 'rejected', status: INVALID, reason: problem }
  const large = items.find(({ bytes }) => bytes > limit)
  if (large === undefined) return items
  return {
    kind: 'rejected',
    status: INVALID,
    reason: `The item has ${large.bytes} bytes; the destination takes ${limit}.`
  }
}

async function send(
  action: AnyAction,
  call: Call,
  part: readonly Traveller[],
  report: (payload: number, outcome: Outcome) => void
): Promise<void> {
  const { endpoint } = action
  const exchange = await toExchange(
    call.request,
    buildRequest(endpoint, call.settings, part),
    endpoint.timeoutSeconds ?? 10
  )
  const verdict = judge(endpoint, exchange, part)
  if (verdict.kind === 'each') {
    verdict.outcomes.forEach((outcome, index) => report(part[index]?.payload ?? 0, outcome))
    return
  }
  // Refused as a whole: halves, until the culprit stands alone and the others are delivered.
  const middle = Math.ceil(part.length / 2)
  await send(action, call, part.slice(0, middle), report)
  await send(action, call, part.slice(middle), report)
}

const redacted = (outcome: Outcome, redact: Call['redact']): Outcome =>
  outcome.kind === 'delivered' ? outcome : { ...outcome, reason: redact(outcome.reason) }

const SEVERITY = { delivered: 0, skipped: 0, retry: 1, rejected: 2 } as const

/** A payload of several items ends as its worst item does. */
const worse = (first: Ended | undefined, second: Outcome): Ended =>
  first !== undefined && SEVERITY[first.kind] >= SEVERITY[second.kind] ? first : second
