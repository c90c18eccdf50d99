import { at, invalid, itemsOf, optionalRecord, tooLarge, type Place } from '../../checks/place'
import { byteLength, isList, isRecord, type JsonRecord } from '../../json/json'
import { limits } from '../limits'
import { lengthOf } from './scalars'

/** Braze's own, see https://www.braze.com/docs/api/objects_filters/event_object */
const reserved = ['time', 'event_name']

/**
 * The properties of an event or a purchase.
 * https://www.braze.com/docs/api/objects_filters/event_object
 */
export function readProperties(place: Place): JsonRecord {
  const record = optionalRecord(place)
  for (const name of reserved) {
    if (Object.hasOwn(record, name)) invalid(at(place, name), 'is a reserved property name')
  }
  checkMembers(place, record)
  const isNested = Object.values(record).some((value) => typeof value === 'object' && value !== null)
  if (isNested && byteLength(record) > limits.nested) tooLarge(place, `must be at most ${limits.nested} bytes`)
  return record
}

function checkMembers(place: Place, record: JsonRecord): void {
  for (const name of Object.keys(record)) {
    if (name === '' || name.startsWith('$')) invalid(at(place, name), 'must have a name that is not empty or led by $')
    if (lengthOf(name) > limits.name) tooLarge(at(place, name), `must have a name of at most ${limits.name} characters`)
    checkValue(at(place, name))
  }
}

function checkValue(place: Place): void {
  const { value } = place
  if (value === null) invalid(place, 'must not be null')
  else if (isRecord(value)) checkMembers(place, value)
  else if (isList(value)) for (const item of itemsOf(place)) checkValue(item)
  else if (typeof value === 'string' && lengthOf(value) > limits.text) {
    tooLarge(place, `must be at most ${limits.text} characters long`)
  }
}
