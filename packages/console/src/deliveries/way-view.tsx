import type { EventWay } from '@waybill/server/operations'
import { Notice } from '../components/notice'
import { SubscriptionResult } from '../explanation/subscription-result'

export interface WayViewProps {
  readonly way: EventWay
  /** Whether it says which instance it is about. */
  readonly isTitled: boolean
}

/** What one destination makes of one event: matched, mapped, items, request. */
export function WayView({ way: { instance, isEnabled, refusal, subscriptions }, isTitled }: WayViewProps) {
  const matched = subscriptions.filter(({ isMatched }) => isMatched)
  return (
    <section class="stack" aria-label={`At ${instance}`}>
      {isTitled && <h4>{instance}</h4>}
      {!isEnabled && <Notice tone="warn">{`Nothing would be sent: ${refusal ?? 'it is switched off'}.`}</Notice>}
      {matched.length === 0 && <p class="soft small">No subscription matches.</p>}
      {(matched.length === 0 ? subscriptions : matched).map((subscription) => (
        <SubscriptionResult
          key={subscription.name}
          subscription={subscription}
          isOnly={!isTitled && matched.length === 1}
          hasRequests
        />
      ))}
    </section>
  )
}
