import { amountOf } from './amount'
import type { Note } from './identifiers'
import type { Properties } from './properties'
import { MAXIMUM_LENGTH } from './storable'

// https://www.braze.com/docs/api/objects_filters/purchase_object/
const MAXIMUM_QUANTITY = 100
// Beyond it a quantity is more likely a mistake, and would flood the account with purchases.
const MAXIMUM_PARTS = 100

/** What of a product one purchase says. */
export interface Part {
  readonly price: number
  readonly quantity: number
}

// Segment's names, in the order of https://segment.com/docs/connections/spec/ecommerce/v2/; Braze suggests the name itself.
const ID_KEYS = ['product_id', 'productId', 'id', 'sku', 'name'] as const

/** What a product is called in purchases: its ID, else its name, which Braze would take as well; undefined without any. */
export function productId(product: Properties): string | undefined {
  for (const key of ID_KEYS) {
    const value = product[key]
    const id = typeof value === 'number' ? String(value) : value
    if (typeof id === 'string' && id !== '' && id.length <= MAXIMUM_LENGTH) return id
  }
  return undefined
}

/** A currency as ISO 4217 writes it; the other one when there is none. Whether it exists is for Braze to say. */
export function currencyOf(currency: unknown, otherwise: string): string {
  return typeof currency === 'string' && currency.trim() !== '' ? currency.trim().toUpperCase() : otherwise
}

/**
 * How often and at which price a product was bought, in parts that Braze takes. It counts a quantity of 100 as 100
 * purchases of one, so that two purchases of 100 and 50 are one of 150: https://www.braze.com/docs/api/objects_filters/purchase_object/
 * Where the quantity cannot be told that way, the revenue still is.
 */
export function partsOf(product: Properties, note: Note): readonly Part[] {
  const price = amountOf(product['price'])
  if (price === undefined) return leaveOut('it has no price', note)
  const quantity = quantityOf(product['quantity'], note)
  if (!Number.isFinite(price * quantity)) return leaveOut('its price is beyond any amount', note)
  if (quantity <= 0) return leaveOut('its quantity is not above 0', note)
  if (Number.isInteger(quantity) && quantity <= MAXIMUM_QUANTITY) return [{ price, quantity }]
  if (Number.isInteger(quantity) && quantity <= MAXIMUM_QUANTITY * MAXIMUM_PARTS) return splitQuantity(price, quantity)
  note("A product's quantity is no whole number that Braze takes: one purchase tells its revenue.")
  return [{ price: price * quantity, quantity: 1 }]
}

function splitQuantity(price: number, quantity: number): readonly Part[] {
  const parts: Part[] = []
  for (let left = quantity; left > 0; left -= MAXIMUM_QUANTITY) {
    parts.push({ price, quantity: Math.min(left, MAXIMUM_QUANTITY) })
  }
  return parts
}

function quantityOf(value: unknown, note: Note): number {
  if (value === undefined || value === null) return 1
  const quantity = amountOf(value)
  if (quantity === undefined) note("A product's quantity is no number: it counts as 1.")
  return quantity ?? 1
}

function leaveOut(why: string, note: Note): readonly Part[] {
  note(`A product was left out: ${why}.`)
  return []
}
