import { isProperties, withoutUndefined } from './properties'
import type { Properties } from './properties'

/** Turns a date into what a vendor stores; undefined leaves it out. */
export type DateConverter = (date: Date) => string | number

/** Unix time in whole seconds. */
export const unixSeconds: DateConverter = (date) => Math.floor(date.getTime() / 1000)

// What Segment's own libraries take for a date in a text.
// https://github.com/segmentio/isodate/blob/master/lib/index.js
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/

// IDs and names keep their text: an `order_id` may look like a date, and stays an ID.
const IDENTIFYING = /names?$|^ids?$|[-_ ]ids?$/i
const IDENTIFYING_CAMEL = /I[dD]s?$/

/**
 * A copy of traits or properties with every date converted, at any depth: Date objects, and texts in ISO 8601, which
 * are read as UTC when they name no zone. A Date that is none is left out.
 */
export function convertDates(properties: Properties, convert: DateConverter): Properties {
  const entries = Object.entries(properties).map(([key, value]) => [key, convertValue(value, convert, key)] as const)
  return withoutUndefined(Object.fromEntries(entries))
}

function convertValue(value: unknown, convert: DateConverter, key: string): unknown {
  if (Array.isArray(value)) return value.map((one) => convertValue(one, convert, key))
  if (isProperties(value)) return convertDates(value, convert)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : convert(value)
  if (typeof value !== 'string' || IDENTIFYING.test(key) || IDENTIFYING_CAMEL.test(key)) return value
  const date = dateOf(value)
  return date === undefined ? value : convert(date)
}

function dateOf(text: string): Date | undefined {
  const [, day, time = '00:00', zone = 'Z'] = ISO_DATE.exec(text) ?? []
  if (day === undefined || !isDay(day)) return undefined
  const [, hours = '', minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? []
  const date = new Date(`${day}T${time.replace(',', '.')}${zone === 'Z' ? zone : `${hours}:${minutes}`}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/** Engines differ on February 31. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
}
