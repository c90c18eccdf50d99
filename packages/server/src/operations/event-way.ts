import { createRedactor, explainEvent } from '@waybill/kit'
import type { DestinationPlan, Redactor, SegmentEvent } from '@waybill/kit'
import type { Instance } from '@waybill/runner'
import { showSubscription } from './show-subscription'
import type { EventWay } from './contract'

/** Takes the secrets of an instance's settings out of what is shown. */
export const redactorOf = ({ destination, settings }: DestinationPlan): Redactor =>
  createRedactor(destination.settings, settings)

/** What an instance makes of an event; only by some of its subscriptions, if a filter says so. */
export function wayOf(
  { id, plan }: Instance,
  event: SegmentEvent,
  isShown: (subscription: string) => boolean = () => true
): EventWay {
  const redactor = redactorOf(plan)
  const { enabled, refusal, subscriptions } = explainEvent(plan, event)
  return {
    instance: id,
    isEnabled: enabled,
    ...(refusal !== undefined && { refusal }),
    subscriptions: subscriptions
      .filter(({ subscription }) => isShown(subscription))
      .map((explained) => showSubscription(explained, { plan, event, redactor }))
  }
}
