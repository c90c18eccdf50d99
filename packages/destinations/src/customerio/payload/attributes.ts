import { convertDates, utf8Bytes } from '@waybill/kit'

export type Attributes = { readonly [key: string]: unknown }
type Note = (text: string) => void

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

/** The attributes of a relationship between a person and an object. */
export const relationshipAttributes = (attributes: Attributes | undefined, convert: boolean): unknown =>
  convert ? convertDates(attributes) : attributes

function fitsName(key: string, note: Note): boolean {
  if (key.length * 3 <= MAXIMUM_NAME_BYTES || utf8Bytes(key) <= MAXIMUM_NAME_BYTES) return true
  note(`An attribute was left out: its name is longer than ${MAXIMUM_NAME_BYTES} bytes.`)
  return false
}

function fitsValue(key: string, value: unknown, note: Note): boolean {
  // JSON writes such a number as null, which would remove what is stored.
  if (typeof value === 'number' && !Number.isFinite(value)) {
    note(`The attribute "${key}" was left out: it is beyond all numbers.`)
    return false
  }
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return true
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (text.length * 3 <= MAXIMUM_VALUE_BYTES || utf8Bytes(text) <= MAXIMUM_VALUE_BYTES) return true
  note(`The attribute "${key}" was left out: its value is longer than ${MAXIMUM_VALUE_BYTES} bytes.`)
  return false
}
