import { defineAction, firstOf } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { amountOf } from '../payload/money'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#track (Refund Received) */
export const trackRefund = defineAction(settings, {
  title: 'Track Refund',
  description: 'Record a refund, which Tractionboard subtracts from the revenue.',
  defaultSubscription: subscriptions.refunds,
  fields: {
    message,
    user_id: userId,
    amount: {
      label: 'Amount',
      description: 'How much was paid back: a number above zero.',
      type: 'string',
      required: true,
      default: firstOf('$.properties.amount', '$.properties.revenue', '$.properties.total', '$.properties.value')
    }
  },
  endpoint: messages,
  items: ({ payload }) => {
    const amount = amountOf(payload.amount, 'refund')
    if (typeof amount !== 'number') return amount
    return messageItem(payload.message, {
      event: 'refund',
      external_user_id: payload.user_id || undefined,
      amount
    })
  }
})
