import type { SegmentEvent, SubscriptionPlan } from '@waybill/kit'
import { lanesOf } from '@waybill/runner'
import type { DeadLetter, Instance } from '@waybill/runner'
import type { ServiceCore } from '../service/service-core'
import { eventOf, instanceOf } from './message-view'

/** What is in a lane in place of a dead letter: the same message, or an edited one. */
export type Returned = Pick<DeadLetter, 'lane' | 'body' | 'delivered'>

/** Tells how many deliveries will end once more, by lane. */
export function tellReturned(
  returned: readonly Returned[],
  { instances, tell }: Pick<ServiceCore, 'instances' | 'tell'>
): void {
  const byLane = new Map<string, number>()
  for (const each of returned) byLane.set(each.lane, (byLane.get(each.lane) ?? 0) + deliveriesOf(each, instances()))
  for (const [lane, count] of byLane) tell({ kind: 'deliveries-returned', instance: instanceOf(lane), lane, count })
}

/** One for each subscription that has yet to take it; what none of them wants ends all the same, once. */
function deliveriesOf({ lane, body, delivered = [] }: Returned, instances: readonly Instance[]): number {
  const instance = instances.find(({ id }) => id === instanceOf(lane))
  const event = eventOf(body)
  if (instance === undefined || event === undefined) return 1
  const lanes = lanesOf(instance)
  const names = matchedBy(instance, event).flatMap(({ subscription: { name, action } }) =>
    lanes.get(action.endpoint) === lane ? [name] : []
  )
  return Math.max(1, without(names, delivered).length)
}

function matchedBy({ plan }: Instance, event: SegmentEvent): readonly SubscriptionPlan[] {
  try {
    return plan.match(event)
  } catch {
    // A fault of a definition, which the outcome will say.
    return []
  }
}

/** Several subscriptions may have one name: each is taken out once for each time it is there. */
function without(names: readonly string[], taken: readonly string[]): readonly string[] {
  const left = [...taken]
  return names.filter((name) => {
    const place = left.indexOf(name)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}
