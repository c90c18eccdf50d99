import { defineAction, firstOf } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { amountOf, currencyOf } from '../payload/money'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#track (Payment Made) */
export const trackPayment = defineAction(settings, {
  title: 'Track Payment',
  description: 'Record a payment, from which Tractionboard computes what a user earns you.',
  defaultSubscription: subscriptions.payments,
  fields: {
    message,
    user_id: userId,
    amount: {
      label: 'Amount',
      description:
        'How much was paid: a number above zero. Without one the payment is rejected, never sent as nothing.',
      type: 'string',
      required: true,
      default: firstOf('$.properties.amount', '$.properties.revenue', '$.properties.total', '$.properties.value')
    },
    currency: {
      label: 'Currency',
      description: 'The currency of the amount (ISO 4217); Segment takes a missing one for US dollars.',
      type: 'string',
      default: {
        '@if': { exists: { '@path': '$.properties.currency' }, then: { '@path': '$.properties.currency' }, else: 'USD' }
      }
    }
  },
  endpoint: messages,
  items: ({ payload, note }) => {
    const amount = amountOf(payload.amount, 'payment')
    if (typeof amount !== 'number') return amount
    return messageItem(payload.message, {
      event: 'payment',
      external_user_id: payload.user_id || undefined,
      amount,
      currency: currencyOf(payload.currency, note)
    })
  }
})
