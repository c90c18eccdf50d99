import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, traits, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#identify */
export const identifyUser = defineAction(settings, {
  title: 'Identify User',
  description: 'Say who a user is, as if they had logged in, and save their traits as attributes.',
  defaultSubscription: subscriptions.logins,
  fields: { message, user_id: userId, traits },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, {
      event: 'login',
      external_user_id: payload.user_id || undefined,
      attributes: payload.traits
    })
})
