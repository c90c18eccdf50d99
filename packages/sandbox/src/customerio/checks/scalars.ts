import { invalid, required, tooLarge, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { byteLength } from '../../json/json'
import { limits } from '../limits'

/** An identifier of a person or an object, within the documented length. */
export function requireIdentifier(place: Place): string {
  const text = requireText(place)
  if (byteLength(text) > limits.identifier) tooLarge(place, `must be at most ${limits.identifier} bytes`)
  return text
}

/** The name of an event, trimmed as Customer.io trims it. */
export function requireEventName(place: Place): string {
  const name = requireText(place).trim()
  if (name === '' && typeof place.value === 'string' && place.value !== '') required(place)
  if (byteLength(name) > limits.eventName) tooLarge(place, `must be at most ${limits.eventName} bytes`)
  return name
}

/** A point in time that may be missing. */
export function optionalUnixSeconds(place: Place): number | null {
  if (place.value === undefined) return null
  if (isUnixSeconds(place.value)) return place.value
  invalid(place, 'must be a Unix timestamp: an integer number of seconds')
  return null
}

/** Tells whole seconds from text, fractions and, by their size, milliseconds. */
export function isUnixSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 100_000_000_000
}

/** https://github.com/ulid/spec */
export function optionalUlid(place: Place): string | null {
  if (place.value === undefined) return null
  if (typeof place.value === 'string' && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i.test(place.value)) return place.value
  invalid(place, 'must be a valid ULID')
  return null
}
