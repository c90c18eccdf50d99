import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#track (signup) */
export const signUpUser = defineAction(settings, {
  title: 'Sign Up User',
  description: 'Record that a user signed up, from which Tractionboard computes what a new user costs you.',
  defaultSubscription: subscriptions.signups,
  fields: { message, user_id: { ...userId, required: true } },
  endpoint: messages,
  items: ({ payload }) => messageItem(payload.message, { event: 'signup', external_user_id: payload.user_id })
})
