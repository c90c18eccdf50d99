import { convertDates, unixSeconds } from '../values/convert-dates'
import type { DateConverter } from '../values/convert-dates'
import { isProperties } from '../values/properties'
import type { Properties } from '../values/properties'

/** Customer.io compares times as unix seconds; what was before 1970 is no such time to it, and stays ISO 8601. */
const customerioDate: DateConverter = (date) => (date.getUTCFullYear() < 1970 ? date.toISOString() : unixSeconds(date))

/** Traits or properties as Customer.io stores them. */
export const attributesOf = (value: unknown): Properties =>
  isProperties(value) ? convertDates(value, customerioDate) : {}
