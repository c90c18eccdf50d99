import { invalid, tooLarge, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { limits } from '../limits'

/** The name of an event or a product. */
export function requireName(place: Place): string {
  const name = requireText(place)
  if (lengthOf(name) > limits.name) tooLarge(place, `must be at most ${limits.name} characters long`)
  return name
}

/** Text of the length a profile keeps. */
export function requireShortText(place: Place): string {
  if (typeof place.value !== 'string') invalid(place, 'must be a string')
  const text = typeof place.value === 'string' ? place.value : ''
  if (lengthOf(text) > limits.text) tooLarge(place, `must be at most ${limits.text} characters long`)
  return text
}

/** A boolean where there may be none. */
export function optionalBoolean(place: Place): boolean | null {
  if (place.value === undefined) return null
  if (typeof place.value === 'boolean') return place.value
  invalid(place, 'must be a boolean')
  return null
}

/** The length of a text in characters, of which an emoji is one. */
export function lengthOf(text: string): number {
  // Code points only matter to text that is long enough in code units.
  return text.length <= limits.text ? text.length : Array.from(text).length
}

/** https://en.wikipedia.org/wiki/E.164 */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(text)
}
