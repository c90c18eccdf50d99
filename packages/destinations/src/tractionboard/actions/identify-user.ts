import { defineAction, skip } from '@waybill/kit'
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
  items: ({ payload: { message: whole, user_id, traits: attributes }, note }) =>
    user_id
      ? messageItem(whole, { event: 'login', external_user_id: user_id, attributes }, note)
      : skip('Without a user ID there is no one to log in: Tractionboard knows users by their External User ID')
})
