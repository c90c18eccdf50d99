import type { Arrival } from './accept'
import type { Lane } from './lane/lane-contract'
import type { LifecycleEvent } from './lifecycle'

/** Tells how many deliveries were accepted or repeated, by instance and action: one event for many, since they come by the thousand. */
export function tellAccepted(
  kind: 'deliveries-accepted' | 'deliveries-repeated',
  arrivals: readonly Arrival[],
  tell: (event: LifecycleEvent) => void
): void {
  const byLane = new Map<Lane, Map<string | undefined, number>>()
  for (const { lane, wanted } of arrivals) {
    const counts = byLane.get(lane) ?? new Map<string | undefined, number>()
    byLane.set(lane, counts)
    for (const { subscription } of wanted) {
      const action = subscription?.partnerAction
      counts.set(action, (counts.get(action) ?? 0) + 1)
    }
  }
  for (const [lane, counts] of byLane) {
    const { instance } = lane.status()
    for (const [action, count] of counts) tell({ kind, instance, action, count })
  }
}
