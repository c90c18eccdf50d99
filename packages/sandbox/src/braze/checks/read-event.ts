import { at, invalid, required, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { currencies } from '../codes'
import { limits } from '../limits'
import type { EventState, PurchaseState } from '../state'
import { readProperties } from './properties'
import { requireName } from './scalars'
import { requireTime } from './time'

/** https://www.braze.com/docs/api/objects_filters/event_object */
export function readEvent(place: Place): EventState {
  return {
    name: requireName(at(place, 'name')),
    time: requireTime(at(place, 'time')),
    app_id: optionalAppId(at(place, 'app_id')),
    properties: readProperties(at(place, 'properties'))
  }
}

/** https://www.braze.com/docs/api/objects_filters/purchase_object */
export function readPurchase(place: Place): PurchaseState {
  return {
    product_id: requireName(at(place, 'product_id')),
    currency: requireCurrency(at(place, 'currency')),
    price: requirePrice(at(place, 'price')),
    quantity: readQuantity(at(place, 'quantity')),
    time: requireTime(at(place, 'time')),
    app_id: optionalAppId(at(place, 'app_id')),
    properties: readProperties(at(place, 'properties'))
  }
}

// An empty one is no mistake: Segment's former integration sends it for accounts without an app.
function optionalAppId(place: Place): string | null {
  if (place.value === undefined) return null
  if (typeof place.value === 'string') return place.value
  invalid(place, 'must be a string')
  return null
}

function requireCurrency(place: Place): string {
  const code = requireText(place)
  if (code !== '' && !currencies.has(code)) invalid(place, 'must be a code of ISO 4217')
  return code
}

function requirePrice(place: Place): number {
  if (typeof place.value === 'number') return place.value
  if (place.value === undefined) required(place)
  else invalid(place, 'must be a number')
  return 0
}

function readQuantity(place: Place): number {
  if (place.value === undefined) return 1
  const { value } = place
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= limits.quantity) return value
  invalid(place, `must be an integer from 1 to ${limits.quantity}`)
  return 1
}
