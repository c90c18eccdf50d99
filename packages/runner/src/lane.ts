import { buildRequest, encodeRequest, fits, judge, sameRoute } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, Exchange, Outcome, PlannedItem } from '@waybill/kit'
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

export interface LaneOptions {
  readonly plan: DestinationPlan
  readonly endpoint: AnyEndpoint
  readonly transport: Transport
  readonly clock: Clock
  readonly random: () => number
  /** Waits for the vendor's declared rate. */
  readonly takeTurn: () => Promise<void>
  readonly lingerMilliseconds: number
  readonly retryForMilliseconds: number
  readonly backoff: Backoff
  readonly tell: (event: LifecycleEvent) => void
}

/** Items of one destination instance on their way to one endpoint. */
export interface Lane {
  /** Takes items in; resolves when there is room for more. */
  readonly push: (entries: readonly Entry[]) => Promise<void>
  /** Sends what is left, full or not; resolves when everything has ended. */
  readonly finish: () => Promise<void>
}

// Enough for the next requests to be ready while one is under way; a backlog waits where it came from.
const MAXIMUM_WAITING = 5000
const MAXIMUM_WAITING_BYTES = 4_000_000

/**
 * One request at a time, in the order the items came, also across retries: that is what keeps every user's events in
 * order. A request goes out when it is full, or when its first item has lingered long enough.
 */
export function createLane(options: LaneOptions): Lane {
  const { endpoint, clock } = options
  const { limits } = endpoint
  let waiting: Entry[] = []
  let waitingBytes = 0
  let finishing = false
  let pumping: Promise<void> | undefined
  let lingering: AbortController | undefined
  let waitingForRoom: (() => void)[] = []

  return {
    push: async (entries) => {
      for (const entry of entries) {
        waiting.push(entry)
        waitingBytes += entry.bytes
      }
      if (isFull()) lingering?.abort()
      pumping ??= pump()
      if (waiting.length < MAXIMUM_WAITING && waitingBytes < MAXIMUM_WAITING_BYTES) return
      await new Promise<void>((resolve) => waitingForRoom.push(resolve))
    },
    finish: async () => {
      finishing = true
      lingering?.abort()
      await pumping
    }
  }

  async function pump(): Promise<void> {
    while (waiting.length > 0) {
      if (!isFull() && !finishing) {
        lingering = new AbortController()
        await clock.wait(options.lingerMilliseconds, lingering.signal)
        lingering = undefined
      }
      const batch = takeBatch()
      for (const resume of waitingForRoom) resume()
      waitingForRoom = []
      await deliver(options, batch)
    }
    pumping = undefined
  }

  function isFull(): boolean {
    if (limits.items !== undefined && waiting.length >= limits.items) return true
    return waitingBytes >= (limits.bytes ?? MAXIMUM_WAITING_BYTES)
  }

  function takeBatch(): readonly Entry[] {
    let count = 0
    let bytes = 0
    for (const entry of waiting) {
      if (!sameRoute(waiting[0]?.item.route, entry.item.route)) break
      if (!fits(limits, { count, bytes }, entry.bytes)) break
      count += 1
      bytes += entry.bytes
    }
    const batch = waiting.slice(0, count)
    waiting = waiting.slice(count)
    waitingBytes -= bytes
    return batch
  }
}

// The verdict covers every item; should it ever not, nothing is lost by asking again.
const UNJUDGED: Outcome = { kind: 'retry', reason: 'The answer did not cover this item.' }

/** Sends a batch until each of its items has ended. */
async function deliver(options: LaneOptions, batch: readonly Entry[]): Promise<void> {
  const { clock, endpoint } = options
  const deadline = clock.now() + options.retryForMilliseconds
  let left = batch
  for (let attempt = 1; left.length > 0; attempt++) {
    const exchange = await send(options, left)
    const verdict = judge(
      endpoint,
      exchange,
      left.map(({ item }) => item)
    )
    if (verdict.kind === 'refused-whole') {
      const middle = Math.ceil(left.length / 2)
      await deliver(options, left.slice(0, middle))
      await deliver(options, left.slice(middle))
      return
    }
    const again: Entry[] = []
    let reason = ''
    let status: number | undefined
    for (const [index, entry] of left.entries()) {
      const outcome = verdict.outcomes[index] ?? UNJUDGED
      if (outcome.kind === 'retry') {
        again.push(entry)
        reason = outcome.reason
        status = outcome.status
      } else entry.delivery.itemEnded(outcome, attempt)
    }
    left = again
    if (left.length === 0) return
    const wait = waitBeforeRetry(options, exchange, attempt)
    if (clock.now() + wait > deadline) {
      for (const { delivery } of left)
        delivery.itemEnded({ kind: 'expired', reason, ...(status && { status }) }, attempt)
      return
    }
    options.tell({ kind: 'request-retried', reason, afterMilliseconds: wait })
    if (wait > 0) await clock.wait(wait)
  }
}

/** The vendor's wish if it has one, but never less than our own backoff. */
function waitBeforeRetry({ clock, random, backoff }: LaneOptions, exchange: Exchange, attempt: number): number {
  const ours = backoffMilliseconds(attempt, backoff, random)
  if (exchange.kind === 'failure') return ours
  return Math.max(ours, retryAfterMilliseconds(exchange.response.headers, clock.now()) ?? 0)
}

async function send(options: LaneOptions, entries: readonly Entry[]): Promise<Exchange> {
  const { plan, endpoint, transport, clock, tell } = options
  const built = buildRequest(
    endpoint,
    plan.settings,
    entries.map(({ item }) => item)
  )
  const request = encodeRequest(plan.destination, plan.settings, built)
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
