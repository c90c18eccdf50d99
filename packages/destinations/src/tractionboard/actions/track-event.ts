import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#track */
export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record something a user did as a custom event.',
  defaultSubscription: subscriptions.events,
  fields: {
    message,
    user_id: userId,
    name: {
      label: 'Event Name',
      description: 'What the user did.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    }
  },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, {
      event: 'custom',
      external_user_id: payload.user_id || undefined,
      name: payload.name
    })
})
