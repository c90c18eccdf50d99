const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/
const timePattern = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i

const monthsOfThirtyDays = new Set([4, 6, 9, 11])

const daysIn = (year: number, month: number): number => {
  if (monthsOfThirtyDays.has(month)) return 30
  if (month !== 2) return 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** `full-date` of https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export const isDate = (value: string): boolean => {
  const parts = datePattern.exec(value)
  if (parts === null) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** `full-time` of the same section, except that the offset may be missing, as Ajv allows. */
export const isTime = (value: string): boolean => {
  const parts = timePattern.exec(value)
  if (parts === null) return false
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  // The only second 60 a clock can show is the leap second before midnight.
  return hour <= 23 && minute <= 59 && (second <= 59 || (hour === 23 && minute === 59 && second === 60))
}

/** `date-time` of the same section; a blank may stand for the T, and the offset may be missing. */
export const isDateTime = (value: string): boolean => {
  const [date, time, ...rest] = value.split(/[t\s]/i)
  return date !== undefined && time !== undefined && rest.length === 0 && isDate(date) && isTime(time)
}

const commonTimestamp =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/

// A year, then month, day, hour, minute, second and fraction, each optional, in whatever range: Day.js rolls them over.
const looseTimestamp = /^\d{4}[-/]?\d{0,2}[-/]?\d{0,2}[t\s]*\d{0,2}:?\d{0,2}:?\d{0,2}[.:]?\d*$/i

const isParsed = (milliseconds: number): boolean => !Number.isNaN(new Date(milliseconds).getTime())

/**
 * Whether Segment's runtime reads the string as a date: a number counts as Unix seconds, all else is what
 * Day.js parses.
 *
 * @see https://day.js.org/docs/en/parse/string
 */
export const isDateLike = (value: string): boolean => {
  if (commonTimestamp.test(value)) return true
  if (String(Number(value)) === value) return isParsed(Number(value) * 1000)
  return looseTimestamp.test(value) || isParsed(Date.parse(value))
}
