import { utf8Bytes } from '@waybill/kit'
import type { Note } from './identifiers'
import { MAXIMUM_LENGTH, storable, surelyFits } from './storable'
import type { Place, Rules } from './storable'

export type Properties = { readonly [key: string]: unknown }

/**
 * Names Braze refuses as properties.
 *
 * @see https://www.braze.com/docs/user_guide/data/activation/custom_data/custom_events/#reserved-keys
 */
export const RESERVED_OF_EVENTS: ReadonlySet<string> = new Set(['time', 'event_name'])
export const RESERVED_OF_PURCHASES: ReadonlySet<string> = new Set([
  'time',
  'product_id',
  'quantity',
  'event_name',
  'price',
  'currency'
])

// https://www.braze.com/docs/api/objects_filters/event_object/#event-properties-object
const MAXIMUM_BYTES = 50_000

const takesKey = (key: string): boolean => key !== '' && key.length <= MAXIMUM_LENGTH && !key.startsWith('$')

const RULES: Rules = { noun: 'property', keepsNull: false, takesListsInLists: true, takesKey }

/** Properties as Braze stores them; undefined when there are none. */
export function storableProperties(
  properties: Properties | undefined,
  reserved: ReadonlySet<string>,
  note: Note
): Properties | undefined {
  let kept: Record<string, unknown> | undefined
  for (const key in properties) {
    const value = reserved.has(key) ? leaveOut(key, 'Braze reserves the name', note) : property(key, properties, note)
    if (value !== undefined) (kept ??= {})[key] = value
  }
  return kept === undefined ? undefined : withinLimit(kept, note)
}

function property(name: string, properties: Properties, note: Note): unknown {
  const value = properties[name]
  if (value === undefined || value === null) return undefined
  if (takesKey(name)) return storable(value, { name, rules: RULES, note } satisfies Place)
  note(`A property was left out: its name is empty, longer than ${MAXIMUM_LENGTH} characters or starts with a dollar.`)
  return undefined
}

/** Lists and objects count towards a limit of their own, so that they are what goes when it is passed, the last first. */
function withinLimit(properties: Record<string, unknown>, note: Note): Properties {
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
