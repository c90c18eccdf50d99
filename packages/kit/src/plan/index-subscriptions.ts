import type { SegmentEvent, SegmentEventType } from '../event'
import { eventNames, eventTypes } from '../fql'
import type { SubscriptionPlan } from './compile-subscription'

/** The subscriptions of one event type: those that any event may match, and for some event names a longer list. */
interface Candidates {
  readonly anyName: SubscriptionPlan[]
  readonly byName: Map<string, SubscriptionPlan[]>
}

const NONE: readonly SubscriptionPlan[] = []

/**
 * Finds the few subscriptions worth asking about an event by its type and name, so that an event costs nearly the same
 * whether there are ten subscriptions or a thousand. Their order stays.
 */
export function indexSubscriptions(
  plans: readonly SubscriptionPlan[]
): (event: SegmentEvent) => readonly SubscriptionPlan[] {
  const byType = new Map<SegmentEventType, Candidates>()
  for (const plan of plans) {
    for (const type of eventTypes(plan.ast)) {
      const candidates = byType.get(type) ?? { anyName: [], byName: new Map<string, SubscriptionPlan[]>() }
      byType.set(type, candidates)
      add(candidates, plan)
    }
  }
  return ({ type, event }) => {
    const candidates = byType.get(type)
    if (candidates === undefined) return NONE
    return (event !== undefined && candidates.byName.get(event)) || candidates.anyName
  }
}

function add({ anyName, byName }: Candidates, plan: SubscriptionPlan): void {
  const names = eventNames(plan.ast)
  if (names === undefined) {
    anyName.push(plan)
    for (const list of byName.values()) list.push(plan)
    return
  }
  for (const name of names) {
    const list = byName.get(name) ?? [...anyName]
    list.push(plan)
    byName.set(name, list)
  }
}
