import { at, invalid, itemsOf, tooLarge, type Place } from '../../checks/place'
import { byteLength, isList, isRecord, member, type JsonRecord, type JsonValue } from '../../json/json'
import { limits } from '../limits'
import { lengthOf, requireShortText } from './scalars'
import { parseTime } from './time'

/**
 * Checks the names and sizes of an object, or an array of them, that is the value of a custom attribute.
 * https://www.braze.com/docs/user_guide/data/activation/attributes/nested_custom_attribute_support
 */
export function checkNested(place: Place): void {
  const { value } = place
  if (value !== undefined && byteLength(value) > limits.nested) {
    tooLarge(place, `must be at most ${limits.nested} bytes`)
  } else {
    checkInside(place)
  }
}

function checkInside(place: Place): void {
  const { value } = place
  if (isList(value)) for (const item of itemsOf(place)) checkInside(item)
  else if (isRecord(value)) {
    for (const name of Object.keys(value)) {
      if (/\s/.test(name)) invalid(at(place, name), 'must have a name without spaces')
      if (lengthOf(name) > limits.name) {
        tooLarge(at(place, name), `must have a name of at most ${limits.name} characters`)
      }
      checkInside(at(place, name))
    }
  } else if (typeof value === 'string') requireShortText(place)
}

/** Whether Braze drops a nested value with success, because something within is null or no time. */
export function isDropped(value: JsonValue): boolean {
  if (value === null) return true
  if (isList(value)) return value.some(isDropped)
  if (!isRecord(value)) return false
  return Object.hasOwn(value, '$time') ? !isStoredTime(value) : Object.values(value).some(isDropped)
}

function isStoredTime(value: JsonRecord): boolean {
  const text = member(value, '$time')
  if (typeof text !== 'string') return false
  const time = parseTime(text)
  // Years beyond 3000 are documented not to be stored; years below 0 cannot be written in four digits.
  return time !== undefined && new Date(time).getUTCFullYear() <= 3000
}
