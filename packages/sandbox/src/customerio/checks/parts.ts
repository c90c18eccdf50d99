import { byteLength } from '../../json/json'
import { limits } from '../limits'
import type { CustomerioEvent, Device, Relation } from '../operation'
import { deviceAttributes, relationAttributes } from './attributes'
import { at, invalid, itemsOf, optionalRecord, required, requireRecord, tooLarge, type Place } from '../../checks/place'
import { requireOneOf, requireText } from '../../checks/scalars'
import { optionalUlid, optionalUnixSeconds, requireEventName } from './scalars'

/** An event; v1 keeps what belongs to it under `data`, v2 under `attributes`. */
export function event(place: Place, type: CustomerioEvent['type'], dataKey: 'data' | 'attributes'): CustomerioEvent {
  const data = at(place, dataKey)
  const attributes = optionalRecord(data)
  if (byteLength(attributes) > limits.eventData) tooLarge(data, `must be at most ${limits.eventData} bytes`)
  return {
    type,
    name: requireEventName(at(place, 'name')),
    id: optionalUlid(at(place, 'id')),
    timestamp: optionalUnixSeconds(at(place, 'timestamp')),
    attributes
  }
}

/** A device to add; v1 calls its token `id`, v2 `token`. */
export function device(place: Place, tokenKey: 'id' | 'token'): Device {
  requireRecord(place)
  return {
    token: requireText(at(place, tokenKey)),
    platform: requireOneOf(at(place, 'platform'), ['ios', 'android']),
    last_used: optionalUnixSeconds(at(place, 'last_used')),
    attributes: deviceAttributes(at(place, 'attributes'))
  }
}

/** The token of a device to delete. */
export function deviceToken(place: Place): string {
  requireRecord(place)
  return requireText(at(place, 'token'))
}

/** The relationships a request lists; `requireEnd` reads whoever or whatever is at the other end. */
export function relations<End>(place: Place, requireEnd: (place: Place) => End | undefined): Relation<End>[] {
  if (place.value !== undefined && !Array.isArray(place.value)) invalid(place, 'must be an array')
  return itemsOf(place).flatMap((item) => {
    const end = requireEnd(at(item, 'identifiers'))
    const attributes = relationAttributes(at(item, 'relationship_attributes'))
    return end === undefined ? [] : [{ end, attributes }]
  })
}

/** The relationships a request must list. */
export function requireRelations<End>(place: Place, requireEnd: (place: Place) => End | undefined): Relation<End>[] {
  if (place.value === undefined) required(place)
  return relations(place, requireEnd)
}

/** The type of a v1 event: anything that is no page and no screen is an event. */
export function eventType(place: Place): CustomerioEvent['type'] {
  if (place.value !== undefined && typeof place.value !== 'string') invalid(place, 'must be a string')
  return place.value === 'page' || place.value === 'screen' ? place.value : 'event'
}
