import { defaultMapping } from '@waybill/kit'
import type { Destination, Example, Subscription } from '@waybill/kit'

/** The subscription that takes exactly the example's event to exactly its action. */
export const exampleSubscription = (
  { actions }: Destination,
  { title, action, event, mapping }: Pick<Example, 'title' | 'action' | 'event' | 'mapping'>
): Subscription => ({
  name: title,
  partnerAction: action,
  subscribe: `type = "${event.type}"`,
  mapping: { ...defaultMapping(actions[action]?.fields ?? {}), ...mapping }
})
