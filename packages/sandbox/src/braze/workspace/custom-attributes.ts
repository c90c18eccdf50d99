import { isDeepStrictEqual } from 'node:util'
import { byteLength, isList, isRecord, member, recordFrom, type JsonRecord, type JsonValue } from '../../json/json'
import type { AttributeChange, ObjectKey, ObjectsChange } from '../item'
import { limits } from '../limits'

/** What the change needs to know beside the attribute itself. */
export interface ChangeOptions {
  readonly mergesObjects: boolean
  readonly arrayElements: number
}

/** A change to an attribute: its new value, undefined to remove it, and what Braze silently left out. */
export interface Changed {
  readonly value: JsonValue | undefined
  readonly omission: string | null
}

/**
 * The value a custom attribute has after a change.
 * https://www.braze.com/docs/api/objects_filters/user_attributes_object
 */
export function changeAttribute(
  current: JsonValue | undefined,
  change: AttributeChange,
  options: ChangeOptions
): Changed {
  switch (change.kind) {
    case 'set':
      return whole(change.value)
    case 'remove':
      return whole(undefined)
    case 'ignore':
      return { value: current, omission: change.reason }
    case 'increment':
      return increment(current, change.by)
    case 'set-elements':
      return asSet(change.values, options)
    case 'change-elements':
      return changeElements(current, change, options)
    case 'set-object':
      return whole(options.mergesObjects && isRecord(current) ? mergeDeep(current, change.value) : change.value)
    case 'change-objects':
      break
  }
  return changeObjects(current, change.change, options)
}

function whole(value: JsonValue | undefined): Changed {
  return { value, omission: null }
}

function increment(current: JsonValue | undefined, by: number): Changed {
  if (current === undefined) return whole(by)
  if (typeof current === 'number' && Number.isInteger(current)) return whole(current + by)
  return { value: current, omission: 'only an integer can be incremented' }
}

function changeElements(
  current: JsonValue | undefined,
  { add, remove }: Extract<AttributeChange, { kind: 'change-elements' }>,
  options: ChangeOptions
): Changed {
  if (current !== undefined && !isList(current)) return { value: current, omission: 'the attribute is no array' }
  const kept = (current ?? []).filter((value) => !remove.includes(value))
  return asSet([...kept, ...add], options)
}

// An element that is there already moves to the end.
function asSet(values: readonly JsonValue[], { arrayElements }: ChangeOptions): Changed {
  const unique = [...new Set(values.toReversed())].toReversed()
  if (unique.length <= arrayElements) return whole(unique)
  return { value: unique.slice(-arrayElements), omission: `the array is truncated to ${arrayElements} elements` }
}

function mergeDeep(current: JsonRecord, update: JsonRecord): JsonRecord {
  const merged = new Map(Object.entries(current))
  for (const [key, value] of Object.entries(update)) {
    const former = merged.get(key)
    merged.set(key, isRecord(former) && isRecord(value) ? mergeDeep(former, value) : value)
  }
  return recordFrom(merged)
}

/** https://www.braze.com/docs/user_guide/data/activation/attributes/array_of_objects */
function changeObjects(current: JsonValue | undefined, change: ObjectsChange, options: ChangeOptions): Changed {
  if (current !== undefined && !isList(current)) return { value: current, omission: 'the attribute is no array' }
  const updated = (current ?? []).map((object) => updateObject(object, change, options))
  const kept = updated.filter((object) => !change.remove.some((key) => matches(object, key)))
  const value = [...kept, ...change.add]
  if (byteLength(value) > limits.nested) {
    return { value: current, omission: `the array would exceed ${limits.nested} bytes` }
  }
  return whole(value)
}

function updateObject(object: JsonValue, change: ObjectsChange, { mergesObjects }: ChangeOptions): JsonValue {
  return change.update.reduce<JsonValue>((latest, each) => {
    if (!matches(latest, each)) return latest
    return mergesObjects && isRecord(latest) ? mergeDeep(latest, each.object) : each.object
  }, object)
}

function matches(object: JsonValue, { key, value }: ObjectKey): boolean {
  return isRecord(object) && isDeepStrictEqual(member(object, key), value)
}
