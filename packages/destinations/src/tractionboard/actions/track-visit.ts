import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#page */
export const trackVisit = defineAction(settings, {
  title: 'Track Visit',
  description: 'Record that a user looked at a page or a screen: Tractionboard’s visit event.',
  defaultSubscription: subscriptions.visits,
  fields: { message, user_id: userId },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, { event: 'visit', external_user_id: payload.user_id || undefined })
})
