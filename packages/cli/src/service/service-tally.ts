import type { Instance, LaneStatus } from '@waybill/runner'
import type { ServiceEvent, ServicePart } from '@waybill/server'
import { createTally } from '../output/tally'
import type { DestinationTally } from '../output/tally'

/** Counts what becomes of everything in a service, by instance. */
export interface ServiceTally {
  readonly part: ServicePart
  /** What was counted, and what has not ended by the status of the lanes. */
  readonly results: (lanes: readonly LaneStatus[]) => readonly DestinationTally[]
}

export function createServiceTally(instances: readonly Instance[]): ServiceTally {
  const tallies = new Map(instances.map(({ id, plan }) => [id, createTally(plan.destination)]))
  const tell = (event: ServiceEvent): void => {
    if (event.kind === 'delivery-ended') tallies.get(event.delivery.instance)?.tell(event)
    if (event.kind === 'request-ended' || event.kind === 'request-retried') tallies.get(event.instance)?.tell(event)
  }
  return {
    part: { name: 'tally', open: async () => ({ tell, close: async () => undefined }) },
    results: (lanes) =>
      Array.from(tallies, ([id, tally]) => {
        const own = lanes.filter(({ instance }) => instance === id)
        return tally.result(own.reduce((sum, { inMemory, waiting }) => sum + inMemory + waiting, 0))
      })
  }
}
