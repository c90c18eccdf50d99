import { defineAction, firstOf } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { person, properties, time } from '../fields'
import { orderItems } from '../payload/purchases'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://www.braze.com/docs/api/objects_filters/purchase_object/ */
export const trackPurchase = defineAction(settings, {
  title: 'Track Purchase',
  description: 'Record an order as purchases: one for each product, or one of its revenue when it lists none.',
  defaultSubscription: subscriptions.orders,
  fields: {
    ...person,
    name: {
      label: 'Event Name',
      description: 'What a purchase without products is called.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    time,
    products: {
      label: 'Products',
      description: 'What was bought, where it is not the list "products" of the properties.',
      type: 'object',
      multiple: true
    },
    currency: {
      label: 'Currency',
      description: 'The currency of products that name none, by ISO 4217; USD when it is empty.',
      type: 'string',
      default: { '@path': '$.properties.currency' }
    },
    revenue: {
      label: 'Revenue',
      description: 'The amount of the purchase when it lists no products.',
      type: 'string',
      default: firstOf('$.properties.revenue', '$.properties.total')
    },
    properties: {
      ...properties,
      description: 'What is said of the order as a whole; each purchase carries it beside what its product says.'
    },
    record_without_revenue: {
      label: 'Record Without Revenue',
      description: 'Record an event that has neither products nor revenue as a custom event instead.',
      type: 'boolean',
      default: true
    }
  },
  endpoint: usersTrack,
  items: orderItems
})
