import type { AnyEndpoint, CompiledSubscription, Planned, SegmentEvent } from '@waybill/kit'
import { identityOf, orderingKey } from './accepted-event'
import type { IncomingEvent } from './accepted-event'
import type { Instance } from './instances/instance'
import type { Prepared } from './lane/entry'
import type { Lane } from './lane/lane-contract'
import { endpointOf, matchSafely, planSafely } from './lane/prepare'
import type { NewMessage } from './queue/queue-store'

/** An instance and its lanes; the lane under `undefined` takes what no subscription wants. */
export interface Lanes {
  readonly instance: Instance
  readonly byEndpoint: ReadonlyMap<ReturnType<typeof endpointOf>, Lane>
  readonly deletionRoute: readonly AnyEndpoint[]
}

/** A message on its way into the store, and what is already known of it. */
export interface Arrival {
  readonly lane: Lane
  readonly message: NewMessage
  /** What is to end: one for each subscription, or one without any if none wants the event. */
  readonly wanted: readonly Wanted[]
  /** Absent behind a longer backlog: by the time of its turn it would have been forgotten. */
  readonly prepared: Prepared | undefined
}

interface Wanted {
  readonly subscription?: CompiledSubscription
}

export interface ArrivalOptions {
  readonly lanes: readonly Lanes[]
  readonly now: number
  /** Makes up an id for an event without one. */
  readonly newId: () => string
}

/** The messages that an event becomes: one for each lane that anything of it goes to. */
export function arrivalsOf(incoming: IncomingEvent, options: ArrivalOptions): readonly Arrival[] {
  const { event } = incoming
  const id = identityOf(incoming, options.newId)
  const body = incoming.body ?? JSON.stringify(event)
  const key = orderingKey(event, id)
  const arrivals: Arrival[] = []
  for (const lanes of options.lanes) {
    if (incoming.instances?.has(lanes.instance.id) === false) continue
    const all = wantedBy(lanes, event)
    const passed = event.type === 'delete' ? firstPassed(lanes, all.wanted) : undefined
    for (const endpoint of passed === undefined ? new Set(all.wanted.map(endpointOf)) : [passed]) {
      const lane = lanes.byEndpoint.get(endpoint)
      if (lane === undefined) continue
      const isOwn = (each: Wanted): boolean => passed !== undefined || endpointOf(each) === endpoint
      const planned = all.planned?.filter(isOwn)
      arrivals.push({
        lane,
        message: { lane: lane.name, id, key, body, acceptedAt: options.now },
        wanted: planned ?? all.wanted.filter(isOwn),
        prepared: planned && { body, type: event.type, planned }
      })
    }
  }
  return arrivals
}

/** Who wants an event; and what is made of it, unless it is so far from its turn that it will be planned again. */
function wantedBy(
  { instance: { plan }, byEndpoint }: Lanes,
  event: SegmentEvent
): { readonly wanted: readonly Wanted[]; readonly planned: readonly Planned[] | undefined } {
  // Planning asks everybody, too: while all goes well, nobody is asked twice.
  const wanted = areAllNear(byEndpoint.values()) ? NOBODY : matchSafely(plan, event)
  const isFar = wanted.every(({ subscription }) => byEndpoint.get(subscription.action.endpoint)?.isNear() === false)
  if (wanted.length > 0 && isFar) return { wanted, planned: undefined }
  const planned = planSafely(plan, event)
  return { wanted: planned, planned }
}

const NOBODY: ReturnType<typeof matchSafely> = []

function areAllNear(lanes: Iterable<Lane>): boolean {
  for (const lane of lanes) if (!lane.isNear()) return false
  return true
}

/** Where a deletion request begins, so that it overtakes nothing its user did before; undefined when nobody carries it out. */
function firstPassed({ deletionRoute }: Lanes, wanted: readonly Wanted[]): AnyEndpoint | undefined {
  const own = deletionRoute.at(-1)
  return own !== undefined && wanted.some((each) => endpointOf(each) === own) ? deletionRoute[0] : undefined
}
