import { buildRequest, encodeRequest, judge } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, EncodedRequest, Exchange, Outcome, PlannedItem } from '@waybill/kit'
import { backoffMilliseconds } from './backoff'
import type { Backoff } from './backoff'
import type { Clock } from './clock'
import type { LifecycleEvent } from './lifecycle'
import type { OpenDelivery } from './open-delivery'
import { retryAfterMilliseconds } from './retry-after'
import type { Transport } from './transport'

/** One item in a lane, and the delivery it belongs to. */
export interface Entry {
  readonly item: PlannedItem
  readonly bytes: number
  readonly delivery: OpenDelivery
}

export interface DeliverOptions {
  readonly plan: DestinationPlan
  readonly endpoint: AnyEndpoint
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  /** Waits for the vendor's declared rate. */
  readonly takeTurn: () => Promise<void>
  readonly retryForMilliseconds: number
  readonly backoff: Backoff
  readonly tell: (event: LifecycleEvent) => void
}

/** How far a batch has come: what a bisected part goes on from. */
interface Progress {
  readonly deadline: number
  readonly attempts: number
}

// The verdict covers every item; should it ever not, nothing is lost by asking again.
const UNJUDGED: Outcome = { kind: 'retry', reason: 'The answer did not cover this item.' }

/** Sends a batch until each of its items has ended. */
export const deliver = (options: DeliverOptions, batch: readonly Entry[]): Promise<void> =>
  deliverFrom(options, batch, { deadline: options.clock.now() + options.retryForMilliseconds, attempts: 0 })

async function deliverFrom(options: DeliverOptions, batch: readonly Entry[], before: Progress): Promise<void> {
  const { clock, endpoint } = options
  let left = batch
  for (let attempt = 1; left.length > 0; attempt++) {
    const attempts = before.attempts + attempt
    const request = tryBuild(options, left)
    if ('fault' in request) return refuse(options, left, { ...before, fault: request.fault })
    const exchange = await send(options, left, request)
    const verdict = judge(
      endpoint,
      exchange,
      left.map(({ item }) => item)
    )
    if (verdict.kind === 'refused-whole') return bisect(options, left, { ...before, attempts })
    const again: Entry[] = []
    let reason = ''
    let status: number | undefined
    for (const [index, entry] of left.entries()) {
      const outcome = verdict.outcomes[index] ?? UNJUDGED
      if (outcome.kind === 'retry') {
        again.push(entry)
        reason = outcome.reason
        status = outcome.status
      } else entry.delivery.itemEnded(outcome, attempts)
    }
    left = again
    if (left.length === 0) return
    const wait = waitBeforeRetry(options, exchange, attempt)
    if (clock.now() + wait > before.deadline) {
      for (const { delivery } of left)
        delivery.itemEnded({ kind: 'expired', reason, ...(status && { status }) }, attempts)
      return
    }
    options.tell({ kind: 'request-retried', reason, afterMilliseconds: wait })
    if (wait > 0) await clock.wait(wait)
  }
}

/** Halves, one after the other, until the culprit stands alone and the others are delivered. */
async function bisect(options: DeliverOptions, batch: readonly Entry[], progress: Progress): Promise<void> {
  const middle = Math.ceil(batch.length / 2)
  await deliverFrom(options, batch.slice(0, middle), progress)
  await deliverFrom(options, batch.slice(middle), progress)
}

/** Of items that no request can be made of, the one to blame ends alone. */
async function refuse(
  options: DeliverOptions,
  batch: readonly Entry[],
  { fault, ...progress }: Progress & { readonly fault: string }
): Promise<void> {
  if (batch.length > 1) return bisect(options, batch, progress)
  for (const { delivery } of batch) delivery.itemEnded({ kind: 'rejected', reason: fault }, progress.attempts)
}

/** The vendor's wish if it has one, but never less than our own backoff. */
function waitBeforeRetry({ clock, random, backoff }: DeliverOptions, exchange: Exchange, attempt: number): number {
  const ours = backoffMilliseconds(attempt, backoff, random)
  if (exchange.kind === 'failure') return ours
  return Math.max(ours, retryAfterMilliseconds(exchange.response.headers, clock.now()) ?? 0)
}

/** A mistake in a definition costs the item it is made on. The error may quote the item: only its name is told. */
function tryBuild(
  { plan, endpoint }: DeliverOptions,
  entries: readonly Entry[]
): EncodedRequest | { readonly fault: string } {
  try {
    const built = buildRequest(
      endpoint,
      plan.settings,
      entries.map(({ item }) => item)
    )
    return encodeRequest(plan.destination, plan.settings, built)
  } catch (error) {
    const name = error instanceof Error ? error.name : 'error'
    return { fault: `No request can be made of this item (${name}): a fault of the definition, please report it.` }
  }
}

async function send(options: DeliverOptions, entries: readonly Entry[], request: EncodedRequest): Promise<Exchange> {
  const { endpoint, transport, clock, tell } = options
  await options.takeTurn()
  tell({
    kind: 'request-started',
    endpoint,
    request,
    deliveries: entries.map(({ delivery }) => delivery.delivery)
  })
  const started = clock.now()
  const exchange = await transport.send(request, { timeoutSeconds: endpoint.timeoutSeconds ?? 10 })
  tell({ kind: 'request-ended', request, exchange, milliseconds: clock.now() - started })
  return exchange
}
