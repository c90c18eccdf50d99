import type { AnyEndpoint, Planned } from '@waybill/kit'
import { identityOf, orderingKey } from './accepted-event'
import type { IncomingEvent } from './accepted-event'
import type { Instance } from './instances/instance'
import type { Prepared } from './lane/entry'
import type { Lane } from './lane/lane-contract'
import { endpointOf, planSafely } from './lane/prepare'
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
  readonly prepared: Prepared
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
    const planned = planSafely(lanes.instance.plan, event)
    const passed = event.type === 'delete' ? firstPassed(lanes, planned) : undefined
    for (const endpoint of passed === undefined ? new Set(planned.map(endpointOf)) : [passed]) {
      const lane = lanes.byEndpoint.get(endpoint)
      if (lane === undefined) continue
      const own = passed === undefined ? planned.filter((each) => endpointOf(each) === endpoint) : planned
      const message = { lane: lane.name, id, key, body, acceptedAt: options.now }
      arrivals.push({ lane, message, prepared: { body, type: event.type, planned: own } })
    }
  }
  return arrivals
}

/** Where a deletion request begins, so that it overtakes nothing its user did before; undefined when nobody carries it out. */
function firstPassed({ deletionRoute }: Lanes, planned: readonly Planned[]): AnyEndpoint | undefined {
  const own = deletionRoute.at(-1)
  return own !== undefined && planned.some((each) => endpointOf(each) === own) ? deletionRoute[0] : undefined
}
