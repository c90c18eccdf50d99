import { isJsonObject } from '../json'
import { looksLikeDate, parseIsoDate } from './parse-iso-date'

/**
 * Date-like values as unix seconds, at any depth of objects and arrays, for vendors that compare times as numbers.
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

// `username` is a name in any case; `paid` is no ID, so that an ID needs a border or capitals.
const IDENTIFYING = /names?$|^ids?$|[-_ ]ids?$/i
const IDENTIFYING_CAMEL = /I[dD]s?$/

// The cheap question first: hardly any text looks like a date.
const isIdentifying = (key: string | undefined, text: string): boolean =>
  !looksLikeDate(text) || (key !== undefined && (IDENTIFYING.test(key) || IDENTIFYING_CAMEL.test(key)))

function convertArray(values: readonly unknown[], key: string | undefined): readonly unknown[] {
  let converted: unknown[] | undefined
  for (let index = 0; index < values.length; index++) {
    const value = convertDates(values[index], key)
    if (value !== values[index]) (converted ??= [...values])[index] = value
  }
  return converted ?? values
}

function convertObject(object: { readonly [key: string]: unknown }): { readonly [key: string]: unknown } {
  let converted: Record<string, unknown> | undefined
  for (const key in object) {
    const before = object[key]
    // What holds no date is most of what there is: numbers, booleans, null and texts that do not look like one.
    if (typeof before === 'string' ? !looksLikeDate(before) : typeof before !== 'object' || before === null) continue
    const after = convertDates(before, key)
    if (after !== before) (converted ??= { ...object })[key] = after
  }
  return converted ?? object
}
