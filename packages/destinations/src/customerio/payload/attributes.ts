import { isJsonObject, looksLikeDate, parseIsoDate, utf8Bytes } from '@waybill/kit'

export type Attributes = { readonly [key: string]: unknown }
type Note = (text: string) => void

/**
 * Date-like values as unix seconds, which is how Customer.io compares times, at any depth of objects and arrays.
 * A value that needs no change is returned as it is, not copied. Ids and names keep their text: `order_id` may look
 * like a date, and stays an id.
 */
export function convertDates(value: unknown, key?: string): unknown {
  if (typeof value === 'string') return isIdentifying(key, value) ? value : dateToSeconds(value)
  if (Array.isArray(value)) return convertArray(value, key)
  return isJsonObject(value) ? convertObject(value) : value
}

function dateToSeconds(text: string): string | number {
  const milliseconds = parseIsoDate(text)
  return milliseconds === undefined ? text : Math.floor(milliseconds / 1000)
}

const IDENTIFYING = /^(?:id|name)$|_(?:id|name)$|(?:Id|ID|Name)s?$|_ids$/

// The cheap question first: hardly any text looks like a date.
const isIdentifying = (key: string | undefined, text: string): boolean =>
  !looksLikeDate(text) || (key !== undefined && IDENTIFYING.test(key))

function convertArray(values: readonly unknown[], key: string | undefined): readonly unknown[] {
  let converted: unknown[] | undefined
  for (let index = 0; index < values.length; index++) {
    const value = convertDates(values[index], key)
    if (value !== values[index]) (converted ??= [...values])[index] = value
  }
  return converted ?? values
}

function convertObject(object: Attributes): Attributes {
  let converted: Record<string, unknown> | undefined
  for (const key in object) {
    const value = convertDates(object[key], key)
    if (value !== object[key]) (converted ??= { ...object })[key] = value
  }
  return converted ?? object
}

// https://customer.io/docs/journeys/limits/
const MAXIMUM_NAME_BYTES = 150
const MAXIMUM_VALUE_BYTES = 1000
const MAXIMUM_ATTRIBUTES = 300

/**
 * The attributes of a person, an object or a device as Customer.io stores them: what it could not hold is left out
 * with a note, so that one long value does not cost the whole event.
 */
export function storedAttributes(
  attributes: Attributes | undefined,
  { convert, omit, note }: { convert: boolean; omit: ReadonlySet<string>; note: Note }
): Record<string, unknown> {
  const stored: Record<string, unknown> = {}
  let count = 0
  for (const key in attributes) {
    if (omit.has(key)) continue
    const value = convert ? convertDates(attributes[key], key) : attributes[key]
    if (value === undefined || !fitsName(key, note) || !fitsValue(key, value, note)) continue
    if (++count > MAXIMUM_ATTRIBUTES) {
      note(`Attributes after the first ${MAXIMUM_ATTRIBUTES} were left out: Customer.io takes no more at once.`)
      break
    }
    stored[key] = value
  }
  return stored
}

function fitsName(key: string, note: Note): boolean {
  if (key.length * 3 <= MAXIMUM_NAME_BYTES || utf8Bytes(key) <= MAXIMUM_NAME_BYTES) return true
  note(`An attribute was left out: its name is longer than ${MAXIMUM_NAME_BYTES} bytes.`)
  return false
}

function fitsValue(key: string, value: unknown, note: Note): boolean {
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return true
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length * 3 <= MAXIMUM_VALUE_BYTES || utf8Bytes(text) <= MAXIMUM_VALUE_BYTES) return true
  note(`The attribute "${key}" was left out: its value is longer than ${MAXIMUM_VALUE_BYTES} bytes.`)
  return false
}
