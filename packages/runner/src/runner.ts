import { createRedactor, utf8Bytes } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, Planned, SegmentEvent } from '@waybill/kit'
import type { Clock } from './clock'
import type { Entry } from './deliver'
import { createLane } from './lane'
import type { Lane, LaneOptions } from './lane'
import type { Delivery, Ended, LifecycleEvent } from './lifecycle'
import { openDelivery } from './open-delivery'
import { createRateLimiter } from './rate-limiter'
import type { Transport } from './transport'

export interface RunnerOptions {
  readonly plan: DestinationPlan
  readonly transport: Transport
  readonly clock: Clock
  /** A number from 0 to 1, for the jitter of retries. */
  readonly random: () => number
  readonly tell: (event: LifecycleEvent) => void
  /** Requests in the window the endpoint declares. @default what the endpoint declares */
  readonly requestsPerWindow?: number
  /** How long the first item of a request waits for company. @default 200 */
  readonly lingerMilliseconds?: number
  /** How long a delivery is tried. @default four hours, as Segment does */
  readonly retryForMilliseconds?: number
}

/** Executes the subscriptions of one destination instance. */
export interface Runner {
  /** Plans an event and takes its deliveries in; resolves when there is room for the next. */
  readonly accept: (event: SegmentEvent, reference?: string) => Promise<void>
  /** Sends what is left; resolves when every delivery has ended. */
  readonly finish: () => Promise<void>
}

const FOUR_HOURS = 4 * 60 * 60 * 1000

/** Starts a runner; every event given to it ends in exactly one `delivery-ended` per subscription that wants it. */
export function createRunner(runnerOptions: RunnerOptions): Runner {
  const options = { ...runnerOptions, tell: withoutSecrets(runnerOptions) }
  const { plan, tell } = options
  const lanes = new Map<AnyEndpoint, Lane>()
  return {
    accept: async (event, reference) => {
      // Everything enters its lane before anything is waited for, so that events accepted at once keep their order.
      await Promise.all(plan.plan(event).map((planned) => take(planned, event, reference)))
    },
    finish: async () => {
      await Promise.all(Array.from(lanes.values(), (lane) => lane.finish()))
    }
  }

  async function take(planned: Planned, event: SegmentEvent, reference: string | undefined): Promise<void> {
    const { subscription } = planned
    const delivery: Delivery = {
      event,
      reference,
      ...(subscription && { subscription: subscription.name, action: subscription.partnerAction })
    }
    const notes = planned.kind === 'items' ? planned.notes : []
    const end = (ended: Ended): void => tell({ kind: 'delivery-ended', delivery, ended, notes })
    if (planned.kind !== 'items') return end(endedEarly(planned.kind, planned.reason))
    if (planned.items.length === 0) return end({ kind: 'skipped', reason: 'there is nothing to send' })
    const { endpoint } = planned.subscription.action
    const open = openDelivery(delivery, planned.items.length, end)
    const entries: Entry[] = []
    for (const item of planned.items) {
      const bytes = utf8Bytes(item.body.text)
      const limit = endpoint.limits.itemBytes ?? bytes
      if (bytes <= limit) entries.push({ item, bytes, delivery: open })
      else open.itemEnded({ kind: 'rejected', status: 413, reason: tooLarge(bytes, limit) }, 0)
    }
    await laneOf(endpoint).push(entries)
  }

  function laneOf(endpoint: AnyEndpoint): Lane {
    const known = lanes.get(endpoint)
    if (known !== undefined) return known
    const lane = createLane(laneOptions(options, endpoint))
    lanes.set(endpoint, lane)
    return lane
  }
}

/** A vendor may repeat what it was sent: no reason that is told carries a secret. */
function withoutSecrets({ plan, tell }: RunnerOptions): RunnerOptions['tell'] {
  const { text } = createRedactor(plan.destination.settings, plan.settings)
  return (event) => {
    if (event.kind === 'request-retried') return tell({ ...event, reason: text(event.reason) })
    if (event.kind !== 'delivery-ended' || event.ended.kind === 'delivered') return tell(event)
    tell({ ...event, ended: { ...event.ended, reason: text(event.ended.reason) } })
  }
}

const endedEarly = (kind: 'skipped' | 'rejected', reason: string): Ended =>
  kind === 'skipped' ? { kind, reason } : { kind, reason, attempts: 0 }

const tooLarge = (bytes: number, limit: number): string =>
  `The item has ${bytes} bytes; ${limit} is the most the destination takes. Map fewer properties.`

function laneOptions(options: RunnerOptions, endpoint: AnyEndpoint): LaneOptions {
  const { rate } = endpoint.limits
  const limiter = createRateLimiter(
    rate && { ...rate, requests: options.requestsPerWindow ?? rate.requests },
    options.clock
  )
  return {
    plan: options.plan,
    endpoint,
    transport: options.transport,
    clock: options.clock,
    random: options.random,
    tell: options.tell,
    takeTurn: limiter,
    lingerMilliseconds: options.lingerMilliseconds ?? 200,
    retryForMilliseconds: options.retryForMilliseconds ?? FOUR_HOURS,
    backoff: { baseMilliseconds: 500, maximumMilliseconds: 60_000 }
  }
}
