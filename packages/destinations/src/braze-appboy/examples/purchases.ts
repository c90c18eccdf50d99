import { TIMESTAMP, tracked } from './shared'
import type { BrazeExample } from './shared'

const purchase = { external_id: 'u-1', time: TIMESTAMP }

const order = (properties: { readonly [key: string]: unknown }): BrazeExample['event'] => ({
  type: 'track',
  userId: 'u-1',
  event: 'Order Completed',
  timestamp: TIMESTAMP,
  properties
})

/** Orders: purchases. */
export const purchaseExamples: readonly BrazeExample[] = [
  {
    title: 'an order is one purchase for each product',
    action: 'trackPurchase',
    event: order({
      order_id: 'o-1',
      color: 'any',
      currency: 'eur',
      total: 59.97,
      products: [
        { product_id: 'p-1', sku: 'A', price: 19.99, quantity: 2, color: 'red' },
        { id: 42, price: '$19.99', currency: 'gbp' },
        { sku: 'C', productId: 'p-3', price: 0 }
      ]
    }),
    expect: tracked({
      purchases: [
        {
          ...purchase,
          product_id: 'p-1',
          currency: 'EUR',
          price: 19.99,
          quantity: 2,
          properties: { order_id: 'o-1', color: 'red', total: 59.97, sku: 'A' }
        },
        {
          ...purchase,
          product_id: '42',
          currency: 'GBP',
          price: 19.99,
          quantity: 1,
          properties: { order_id: 'o-1', color: 'any', total: 59.97, id: 42 }
        },
        {
          ...purchase,
          product_id: 'p-3',
          currency: 'EUR',
          price: 0,
          quantity: 1,
          properties: { order_id: 'o-1', color: 'any', total: 59.97, sku: 'C', productId: 'p-3' }
        }
      ]
    })
  },
  {
    title: 'a quantity over 100 is told in several purchases',
    action: 'trackPurchase',
    event: order({ products: [{ product_id: 'p-1', price: 0.5, quantity: 250 }] }),
    expect: tracked({
      purchases: [100, 100, 50].map((quantity) => ({
        ...purchase,
        product_id: 'p-1',
        currency: 'USD',
        price: 0.5,
        quantity
      }))
    })
  },
  {
    title: 'where the quantity is no whole number, the revenue is told',
    action: 'trackPurchase',
    event: order({ products: [{ name: 'Cheese', price: 10, quantity: 1.5 }] }),
    expect: tracked({
      purchases: [
        {
          ...purchase,
          product_id: 'Cheese',
          currency: 'USD',
          price: 15,
          quantity: 1,
          properties: { name: 'Cheese' }
        }
      ]
    })
  },
  {
    title: 'an order without products is one purchase of its revenue',
    action: 'trackPurchase',
    event: order({ order_id: 'o-1', revenue: '$49.90', currency: 'EUR' }),
    expect: tracked({
      purchases: [
        {
          ...purchase,
          product_id: 'Order Completed',
          currency: 'EUR',
          price: 49.9,
          quantity: 1,
          properties: { order_id: 'o-1', revenue: '$49.90' }
        }
      ]
    })
  },
  {
    title: 'an order without products and revenue stays a custom event',
    action: 'trackPurchase',
    event: order({ order_id: 'o-1', products: 'none' }),
    expect: tracked({
      events: [{ ...purchase, name: 'Order Completed', properties: { order_id: 'o-1', products: 'none' } }]
    })
  },
  {
    title: 'products Braze could not take are left out, and the others arrive',
    action: 'trackPurchase',
    event: order({
      products: [
        null,
        { price: 1 },
        { product_id: 'p-1' },
        { product_id: 'p-2', price: 2, quantity: 0 },
        { id: 'p-3', price: 3 }
      ]
    }),
    expect: tracked({
      purchases: [{ ...purchase, product_id: 'p-3', currency: 'USD', price: 3, quantity: 1, properties: { id: 'p-3' } }]
    })
  },
  {
    title: 'revenue outside of orders, asked for without a custom event, needs an amount',
    action: 'trackPurchase',
    mapping: { record_without_revenue: false },
    event: {
      type: 'track',
      userId: 'u-1',
      event: 'Tip Given',
      timestamp: TIMESTAMP,
      properties: { revenue: 'a lot', currency: 'EUR' }
    },
    expect: { skipped: 'neither products nor revenue' }
  },
  {
    title: 'an anonymous order is skipped',
    action: 'trackPurchase',
    event: { type: 'track', anonymousId: 'a-1', event: 'Order Completed', timestamp: TIMESTAMP },
    expect: { skipped: 'the person is anonymous' }
  },
  {
    title: 'an order of no one is rejected',
    action: 'trackPurchase',
    event: { type: 'track', event: 'Order Completed', timestamp: TIMESTAMP },
    expect: { rejected: 'no one to send this for' }
  }
]
