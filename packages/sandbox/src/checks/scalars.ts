import { invalid, required, type Place } from './place'

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

/** Tells an e-mail address from other text by its shape, as vendors do. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}
