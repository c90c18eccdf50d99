import { utf8Bytes } from '@waybill/kit'
import type { Note } from './identifiers'
import { MAXIMUM_LENGTH, storable, surelyFits } from './storable'
import type { Rules } from './storable'

export type Properties = { readonly [key: string]: unknown }

/** Names that are no property of something: those Braze refuses, and those said elsewhere, which need no note. */
export interface Exceptions {
  readonly reserved: ReadonlySet<string>
  readonly saidElsewhere: ReadonlySet<string>
}

// https://www.braze.com/docs/api/objects_filters/event_object/#event-properties-object
const MAXIMUM_BYTES = 50_000

const takesKey = (key: string): boolean => key !== '' && key.length <= MAXIMUM_LENGTH && !key.startsWith('$')

const RULES: Rules = { noun: 'property', keepsNull: false, listsOfOneKind: false, takesKey }

/** Properties as Braze stores them; undefined when there are none. */
export function storableProperties(
  properties: Properties | undefined,
  { reserved, saidElsewhere }: Exceptions,
  note: Note
): Properties | undefined {
  let kept: Record<string, unknown> | undefined
  for (const key in properties) {
    if (saidElsewhere.has(key)) continue
    const value = reserved.has(key) ? leaveOut(key, 'Braze reserves the name', note) : property(key, properties, note)
    if (value !== undefined) (kept ??= {})[key] = value
  }
  return kept && withinLimit(kept, note)
}

function property(name: string, properties: Properties, note: Note): unknown {
  const value = properties[name]
  if (value === undefined || value === null) return undefined
  if (takesKey(name)) return storable(value, { name, rules: RULES, note })
  note(`A property was left out: its name is empty, longer than ${MAXIMUM_LENGTH} characters or starts with a dollar.`)
  return undefined
}

/**
 * Properties within the bytes Braze takes where there are lists or objects among them: those go when there are too many,
 * the last first.
 */
export function withinLimit(properties: Record<string, unknown>, note: Note): Properties {
  if (surelyFits(properties, MAXIMUM_BYTES)) return properties
  const nested = Object.keys(properties).filter((key) => typeof properties[key] === 'object')
  let bytes = utf8Bytes(JSON.stringify(properties))
  for (let key = nested.pop(); key !== undefined && bytes > MAXIMUM_BYTES; key = nested.pop()) {
    bytes -= utf8Bytes(JSON.stringify(properties[key]))
    delete properties[key]
    leaveOut(key, `with it the properties are larger than the ${MAXIMUM_BYTES} bytes Braze takes`, note)
  }
  return properties
}

function leaveOut(name: string, why: string, note: Note): undefined {
  note(`The property "${name}" was left out: ${why}.`)
  return undefined
}
