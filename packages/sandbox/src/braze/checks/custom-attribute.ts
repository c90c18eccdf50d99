import { at, invalid, itemsOf, required, tooLarge, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'
import { isList, isRecord, member, type JsonRecord, type JsonValue } from '../../json/json'
import type { AttributeChange, ObjectKey, ObjectsChange } from '../item'
import { limits } from '../limits'
import { checkNested, isDropped } from './nested-value'
import { lengthOf, requireShortText } from './scalars'

const objectOperators = ['$add', '$update', '$remove']

/**
 * What a custom attribute is told to become.
 * https://www.braze.com/docs/api/objects_filters/user_attributes_object
 */
export function readCustomAttribute(place: Place, name: string): AttributeChange {
  if (name === '') invalid(place, 'must have a name')
  if (lengthOf(name) > limits.name) tooLarge(place, `must have a name of at most ${limits.name} characters`)
  const { value } = place
  if (value === null || value === undefined) return { kind: 'remove' }
  if (isList(value)) return readList(place, value)
  if (isRecord(value)) return readObject(place, value)
  if (typeof value === 'string') requireShortText(place)
  return { kind: 'set', value }
}

function readList(place: Place, values: readonly JsonValue[]): AttributeChange {
  if (values.length > 0 && values.every(isRecord)) return checkedNested(place, { kind: 'set', value: values })
  return { kind: 'set-elements', values: requireElements(place) }
}

function readObject(place: Place, value: JsonRecord): AttributeChange {
  const keys = Object.keys(value)
  const consistsOf = (operators: readonly string[]): boolean =>
    keys.length > 0 && keys.every((key) => operators.includes(key))
  if (consistsOf(['inc'])) return { kind: 'increment', by: requireInteger(at(place, 'inc')) }
  if (consistsOf(['add', 'remove'])) {
    return {
      kind: 'change-elements',
      add: optionalElements(at(place, 'add')),
      remove: optionalElements(at(place, 'remove'))
    }
  }
  if (consistsOf(objectOperators)) {
    const change = readObjectsChange(place)
    const objects = [...change.add, ...change.update.map(({ object }) => object)]
    return isDropped(objects) ? dropped : { kind: 'change-objects', change }
  }
  if (keys.some((key) => objectOperators.includes(key))) invalid(place, 'must not mix operators with other members')
  return checkedNested(place, { kind: 'set-object', value })
}

function checkedNested(place: Place, change: AttributeChange & { readonly value: JsonValue }): AttributeChange {
  checkNested(place)
  return isDropped(change.value) ? dropped : change
}

const dropped: AttributeChange = { kind: 'ignore', reason: 'a nested value is null or no time' }

function requireInteger(place: Place): number {
  if (typeof place.value === 'number' && Number.isSafeInteger(place.value)) return place.value
  invalid(place, 'must be an integer')
  return 0
}

function optionalElements(place: Place): readonly JsonValue[] {
  return place.value === undefined ? [] : requireElements(place)
}

function requireElements(place: Place): readonly JsonValue[] {
  if (!isList(place.value)) {
    invalid(place, 'must be an array')
    return []
  }
  for (const item of itemsOf(place)) {
    if (typeof item.value === 'string') requireShortText(item)
    else if (typeof item.value === 'object') invalid(item, 'must be a string, a number or a boolean')
  }
  return place.value
}

function readObjectsChange(place: Place): ObjectsChange {
  return {
    add: requireObjects(at(place, '$add')),
    update: itemsIn(at(place, '$update')).map((item) => ({
      ...readKey(item),
      object: requireObject(at(item, '$new_object'))
    })),
    remove: itemsIn(at(place, '$remove')).map(readKey)
  }
}

function requireObjects(place: Place): JsonRecord[] {
  return itemsIn(place).map(requireObject)
}

function requireObject(place: Place): JsonRecord {
  if (!isRecord(place.value)) invalid(place, 'must be an object')
  checkNested(place)
  return isRecord(place.value) ? place.value : {}
}

function itemsIn(place: Place): readonly Place[] {
  if (place.value !== undefined && !isList(place.value)) invalid(place, 'must be an array')
  return itemsOf(place)
}

function readKey(place: Place): ObjectKey {
  const value = isRecord(place.value) ? member(place.value, '$identifier_value') : undefined
  if (value === undefined) required(at(place, '$identifier_value'))
  return { key: requireText(at(place, '$identifier_key')), value: value ?? null }
}
