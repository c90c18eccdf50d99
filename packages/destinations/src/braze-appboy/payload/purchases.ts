import { isJsonObject, reject, skip } from '@waybill/kit'
import type { Item, ItemsInput, NoItems } from '@waybill/kit'
import type { Settings } from '../settings'
import { amountOf } from './amount'
import type { Note } from './identifiers'
import { eventItem, startOccurrence } from './occurrence'
import type { OccurrencePayload } from './occurrence'
import { currencyOf, partsOf, productId } from './product'
import type { Part } from './product'
import { storableProperties, withinLimit } from './properties'
import type { Exceptions, Properties } from './properties'

interface OrderPayload extends OccurrencePayload {
  readonly name: string
  readonly products?: readonly Properties[] | undefined
  readonly currency?: string | undefined
  readonly revenue?: string | undefined
  readonly record_without_revenue?: boolean | undefined
}

/** https://www.braze.com/docs/user_guide/data/activation/custom_data/purchase_events/#reserved-keys */
const OF_PRODUCT: Exceptions = {
  reserved: new Set(['time', 'event_name']),
  saidElsewhere: new Set(['product_id', 'price', 'quantity', 'currency'])
}
const OF_ORDER: Exceptions = {
  reserved: new Set(['time', 'event_name', 'product_id', 'price', 'quantity']),
  saidElsewhere: new Set(['products', 'currency'])
}

type Input = ItemsInput<Settings, OrderPayload>
type OrderItem = Item<'attributes' | 'events' | 'purchases'>

/**
 * An order as purchases, one for each product. Without a usable product, its revenue as one purchase named by the event;
 * without revenue, a custom event: nothing that happened is lost.
 */
export function orderItems(input: Input): readonly OrderItem[] | NoItems {
  const { payload, note } = input
  const started = startOccurrence(input)
  if ('noItems' in started) return started.noItems
  const products = payload.products ?? payload.properties?.['products']
  const bought = Array.isArray(products) ? usableProducts(products, note) : []
  const price = amountOf(payload.revenue)
  if (bought.length === 0 && price === undefined) return withoutRevenue(input)

  const currency = currencyOf(payload.currency, 'USD')
  const properties = storableProperties(payload.properties, OF_ORDER, note)
  const order: Order = { occurrence: started.item, currency, note, properties }
  if (bought.length > 0) return bought.flatMap((one) => productPurchases(one, order))

  // https://www.braze.com/docs/api/objects_filters/purchase_object/#log-purchases-at-the-order-level
  const product_id = productId({ name: payload.name })
  if (product_id === undefined) return reject('The event has no name of at most 255 characters to purchase under.')
  return [{ purchases: together(started.item, { product_id, currency, price, quantity: 1, properties }) }]
}

function withoutRevenue(input: Input): readonly OrderItem[] | NoItems {
  if (input.payload.record_without_revenue !== false) return eventItem(input)
  return skip('the event has neither products nor revenue, so there is nothing to purchase')
}

interface Bought {
  readonly product: Properties
  readonly product_id: string
  readonly parts: readonly Part[]
}

/** The products that can be told as purchases. */
function usableProducts(products: readonly unknown[], note: Note): readonly Bought[] {
  const bought: Bought[] = []
  for (const product of products) {
    const product_id = isJsonObject(product) ? productId(product) : undefined
    if (!isJsonObject(product) || product_id === undefined) {
      note('A product was left out: it has no ID of at most 255 characters.')
      continue
    }
    const parts = partsOf(product, note)
    if (parts.length > 0) bought.push({ product, product_id, parts })
  }
  return bought
}

/** What the purchases of an order share. */
interface Order {
  readonly occurrence: { readonly [key: string]: unknown }
  readonly currency: string
  readonly note: Note
  readonly properties: Properties | undefined
}

function productPurchases({ product, product_id, parts }: Bought, order: Order): readonly OrderItem[] {
  const currency = currencyOf(product['currency'], order.currency)
  const properties = purchaseProperties(product, order)
  return parts.map(({ price, quantity }) => ({
    purchases: together(order.occurrence, { product_id, currency, price, quantity, properties })
  }))
}

/** The order's properties and the product's own, which win. */
function purchaseProperties(product: Properties, { properties, note }: Order): Properties | undefined {
  const own = storableProperties(product, OF_PRODUCT, note)
  return own && properties ? withinLimit(together(properties, own), note) : (own ?? properties)
}

/** Two objects as one. Not by spreading: objects that were built key by key take V8 five times as long that way. */
const together = (first: Properties, second: Properties): Record<string, unknown> => {
  const both: Record<string, unknown> = {}
  return Object.assign(both, first, second)
}
