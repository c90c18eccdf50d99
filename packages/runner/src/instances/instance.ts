import type { AnyEndpoint, DestinationPlan } from '@waybill/kit'
import type { Transport } from '../transport'

/** A destination with its settings and subscriptions under a name of its own, ready to run. */
export interface Instance {
  readonly id: string
  readonly plan: DestinationPlan
  /** Requests in the window that an endpoint declares. @default what the endpoint declares */
  readonly requestsPerWindow?: number
  /** What carries its requests, such as to a sandbox. @default the runner's */
  readonly transport?: Transport
}

/** Where events of an instance wait that none of its subscriptions wants, until that is recorded. */
export const unwantedLane = ({ id }: Instance): string => id

/**
 * The lanes of an instance by endpoint. A lane is called by the first action that uses its endpoint, so that it keeps
 * its name, and with it its backlog, across restarts and when actions are added below.
 */
export function lanesOf({ id, plan }: Instance): ReadonlyMap<AnyEndpoint, string> {
  const used = new Set(plan.subscriptions.map(({ subscription }) => subscription.action.endpoint))
  const names = new Map<AnyEndpoint, string>()
  for (const [name, { endpoint }] of Object.entries(plan.destination.actions)) {
    if (used.has(endpoint) && !names.has(endpoint)) names.set(endpoint, `${id}/${name}`)
  }
  return names
}

/**
 * The endpoints that a deletion request passes, of those an instance uses: its own is the last of them, and in each of the
 * others it waits for the earlier events of its user. None when the destination cannot delete.
 */
export function deletionRoute(instance: Instance): readonly AnyEndpoint[] {
  const { actions, deletion } = instance.plan.destination
  const own = deletion === undefined ? undefined : actions[deletion]?.endpoint
  if (own === undefined) return []
  return [...[...lanesOf(instance).keys()].filter((endpoint) => endpoint !== own), own]
}
