import { byteLength } from '../../json/json'
import { limits } from '../limits'
import { invalid, required, tooLarge, type Place } from './place'

/** Text that must be there and not be empty; an empty string stands in once an issue is noted. */
export function requireText(place: Place): string {
  if (place.value === undefined || place.value === '') required(place)
  else if (typeof place.value !== 'string') invalid(place, 'must be a string')
  return typeof place.value === 'string' ? place.value : ''
}

/** Text that may be missing. */
export function optionalText(place: Place): string | null {
  return place.value === undefined ? null : requireText(place)
}

/** Text that must be one of a few words. */
export function requireOneOf(place: Place, words: readonly string[]): string {
  const text = requireText(place)
  if (text !== '' && !words.includes(text)) invalid(place, `must be one of ${words.join(', ')}`)
  return text
}

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

/** Tells an e-mail address from other identifiers by its shape, as the API does with those in a path. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}
