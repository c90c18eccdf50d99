import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#track (cancel) */
export const cancelUser = defineAction(settings, {
  title: 'Cancel User',
  description: 'Set the status of a user to canceled, which counts in the churn rate.',
  defaultSubscription: subscriptions.cancellations,
  fields: { message, user_id: { ...userId, required: true } },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, { event: 'cancel', external_user_id: payload.user_id, status: 'canceled' })
})
