import { isJsonObject } from '@waybill/kit'
import type { Note } from './identifiers'

/** What Braze stores of a value, which differs a little between attributes and properties. */
export interface Rules {
  /** How notes call what is left out. */
  readonly noun: 'attribute' | 'property'
  /** Null removes an attribute, and says nothing as a property. */
  readonly keepsNull: boolean
  /** Whether a list holds either plain values or objects, and never lists. */
  readonly listsOfOneKind: boolean
  /** Whether a key inside an object can be stored. */
  readonly takesKey: (key: string) => boolean
}

// https://www.braze.com/docs/api/objects_filters/user_attributes_object/ and …/event_object/
export const MAXIMUM_LENGTH = 255

/**
 * A value as Braze stores it; what inside it could not be stored is left out with a note, since Braze refuses the whole
 * object for one bad part. A value that needs no change is returned as it is, not copied; undefined when nothing is left.
 */
export function storable(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return value.length <= MAXIMUM_LENGTH ? value : tooLong(place)
  if (typeof value === 'number') return Number.isFinite(value) ? value : beyondNumbers(place)
  if (typeof value !== 'object') return value
  if (value === null) return place.rules.keepsNull ? null : undefined
  if (Array.isArray(value)) return storableList(value, place)
  return isJsonObject(value) ? storableObject(value, place) : undefined
}

/** Where a value stands: the name of the attribute or property, for notes, and what may be stored there. */
export interface Place {
  readonly name: string
  readonly rules: Rules
  readonly note: Note
}

type JsonObject = { readonly [key: string]: unknown }

function tooLong({ name, rules: { noun }, note }: Place): undefined {
  note(`The ${noun} "${name}" lost a text: Braze takes ${MAXIMUM_LENGTH} characters at the most.`)
  return undefined
}

// JSON writes such a number as null, which would remove what is stored.
function beyondNumbers({ name, rules: { noun }, note }: Place): undefined {
  note(`The ${noun} "${name}" lost a value: it is beyond all numbers.`)
  return undefined
}

function storableList(values: readonly unknown[], place: Place): readonly unknown[] {
  let kept: unknown[] | undefined
  const ofObjects = place.rules.listsOfOneKind ? isJsonObject(values.find(isPlainOrObject)) : undefined
  for (let index = 0; index < values.length; index++) {
    const value = fits(values[index], ofObjects) ? storable(values[index], place) : refuseEntry(values[index], place)
    if (kept === undefined && value !== values[index]) kept = values.slice(0, index)
    if (kept !== undefined && value !== undefined) kept.push(value)
  }
  return kept ?? values
}

const isPlainOrObject = (value: unknown): boolean => value !== null && !Array.isArray(value)

const fits = (value: unknown, ofObjects: boolean | undefined): boolean =>
  value !== null && (ofObjects === undefined || (isPlainOrObject(value) && isJsonObject(value) === ofObjects))

function refuseEntry(value: unknown, { name, rules: { noun }, note }: Place): undefined {
  if (value !== null) note(`The ${noun} "${name}" lost a list, or a value of another kind, inside a list.`)
  return undefined
}

function storableObject(object: JsonObject, place: Place): JsonObject {
  let kept: Record<string, unknown> | undefined
  for (const key in object) {
    const value = place.rules.takesKey(key) ? storable(object[key], place) : refuseKey(place)
    if (value === object[key]) continue
    kept ??= { ...object }
    if (value === undefined) delete kept[key]
    else kept[key] = value
  }
  return kept ?? object
}

function refuseKey({ name, rules: { noun }, note }: Place): undefined {
  note(`The ${noun} "${name}" lost a value whose name Braze cannot store.`)
  return undefined
}

/** Whether a value surely has at most so many bytes as JSON: a guess from above that writes nothing. */
export const surelyFits = (value: unknown, bytes: number): boolean => bytesLeft(value, bytes) >= 0

function bytesLeft(value: unknown, bytes: number): number {
  if (bytes < 0) return bytes
  // A character takes up to six bytes when it has to be escaped.
  if (typeof value === 'string') return bytes - value.length * 6 - 3
  let left = bytes - 26
  if (Array.isArray(value)) for (const entry of value as readonly unknown[]) left = bytesLeft(entry, left)
  else if (isJsonObject(value)) for (const key in value) left = bytesLeft(value[key], left - key.length * 6 - 4)
  return left
}
