import { isJsonObject, reject, skip } from '@waybill/kit'
import type { Item, ItemsInput, NoItems } from '@waybill/kit'
import { amountOf } from './amount'
import type { Settings } from '../settings'
import type { Note } from './identifiers'
import { eventItem, occurrence } from './occurrence'
import type { Occurrence, OccurrencePayload } from './occurrence'
import { currencyOf, partsOf, productId } from './product'
import { RESERVED_OF_PURCHASES, storableProperties } from './properties'
import type { Properties } from './properties'

export interface OrderPayload extends OccurrencePayload {
  readonly name: string
  readonly products?: readonly Properties[] | undefined
  readonly currency?: string | undefined
  readonly revenue?: string | undefined
  readonly record_without_revenue?: boolean | undefined
}

type Purchase = { readonly purchases: { readonly [key: string]: unknown } }
type Input = ItemsInput<Settings, OrderPayload>
type OrderItem = Item<'attributes' | 'events' | 'purchases'>

/**
 * An order as purchases, one for each product. Without a usable product, its revenue as one purchase named by the event;
 * without revenue, a custom event: nothing that happened is lost.
 */
export function orderItems(input: Input): readonly OrderItem[] | NoItems {
  const { payload, note } = input
  const checked = occurrence(input)
  if (!checked.ok) return checked.noItems
  const order: Order = {
    occurrence: checked.occurrence,
    currency: currencyOf(payload.currency, 'USD'),
    note,
    properties: orderProperties(payload)
  }
  const products = payload.products ?? payload.properties?.['products']
  const purchases = Array.isArray(products) ? productPurchases(products, order) : []
  return purchases.length > 0 ? purchases : withoutProducts(input, order)
}

interface Order {
  readonly occurrence: Occurrence
  readonly currency: string
  readonly note: Note
  /** What is said of the order as a whole, and so of each of its products. */
  readonly properties: Properties
}

function orderProperties({ properties }: OrderPayload): Properties {
  const whole: Record<string, unknown> = {}
  for (const key in properties) {
    if (key !== 'products' && !RESERVED_OF_PURCHASES.has(key)) whole[key] = properties[key]
  }
  return whole
}

function productPurchases(products: readonly unknown[], order: Order): readonly Purchase[] {
  const purchases: Purchase[] = []
  for (const product of products) {
    if (!isJsonObject(product)) {
      order.note('A product was left out: it is not an object.')
      continue
    }
    const product_id = productId(product)
    if (product_id === undefined) {
      order.note('A product was left out: it has no ID of at most 255 characters.')
      continue
    }
    addPurchases(purchases, product, { ...order, product_id })
  }
  return purchases
}

function addPurchases(
  purchases: Purchase[],
  product: Properties,
  order: Order & { readonly product_id: string }
): void {
  const parts = partsOf(product, order.note)
  if (parts.length === 0) return
  const currency = currencyOf(product['currency'], order.currency)
  const properties = purchaseProperties(product, order)
  for (const { price, quantity } of parts) {
    purchases.push({
      purchases: { ...order.occurrence, product_id: order.product_id, currency, price, quantity, properties }
    })
  }
}

/** The order's properties and the product's own, which win; those that the purchase itself says stand there already. */
function purchaseProperties(product: Properties, { properties, note }: Order): Properties | undefined {
  const merged: Record<string, unknown> = { ...properties }
  for (const key in product) {
    if (!RESERVED_OF_PURCHASES.has(key)) merged[key] = product[key]
  }
  return storableProperties(merged, RESERVED_OF_PURCHASES, note)
}

/** https://www.braze.com/docs/api/objects_filters/purchase_object/#log-purchases-at-the-order-level */
function withoutProducts(input: Input, order: Order): readonly OrderItem[] | NoItems {
  const { name, revenue, record_without_revenue } = input.payload
  const price = amountOf(revenue)
  if (price === undefined) {
    if (record_without_revenue !== false) return eventItem(input)
    return skip('the event has neither products nor revenue, so there is nothing to purchase')
  }
  const product_id = productId({ name })
  if (product_id === undefined) return reject('The event has no name of at most 255 characters to purchase under.')
  const properties = storableProperties(order.properties, RESERVED_OF_PURCHASES, order.note)
  return [{ purchases: { ...order.occurrence, product_id, currency: order.currency, price, quantity: 1, properties } }]
}
