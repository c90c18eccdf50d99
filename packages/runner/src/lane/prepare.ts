import type { AnyEndpoint, Planned, SegmentEvent } from '@waybill/kit'
import type { DestinationPlan } from '@waybill/kit'

/** What an instance makes of an event; a fault of a definition costs the event it was made on, and no other. */
export function planSafely(plan: DestinationPlan, event: SegmentEvent): readonly Planned[] {
  try {
    return plan.plan(event)
  } catch (error) {
    // The error may quote the event: only its name is told.
    const name = error instanceof Error ? error.name : 'error'
    return [{ kind: 'rejected', reason: `The event cannot be planned (${name}): a fault, please report it.` }]
  }
}

/** The subscriptions that want an event; none also where asking them fails, which planning then tells of. */
export function matchSafely(plan: DestinationPlan, event: SegmentEvent): ReturnType<DestinationPlan['match']> {
  try {
    return plan.match(event)
  } catch {
    return []
  }
}

/** The endpoint that something planned goes to; undefined when no subscription was asked. */
export const endpointOf = ({ subscription }: Pick<Planned, 'subscription'>): AnyEndpoint | undefined =>
  subscription?.action.endpoint
