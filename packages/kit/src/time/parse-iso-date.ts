/**
 * Milliseconds of an ISO 8601 date or date-time, read as UTC when it names no zone; undefined for anything else.
 * Not `Date.parse`: that takes the zone of the machine for a time without one, and accepts much that is no date.
 */
export function parseIsoDate(text: string): number | undefined {
  if (!looksLikeDate(text)) return undefined
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  const midnight = Date.UTC(year, month - 1, day)
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const start = year < 100 ? new Date(midnight).setUTCFullYear(year) : midnight
  if (text.length === 10) return start
  const time = parseTime(text)
  return time === undefined ? undefined : start + time
}

/** Whether a text starts like `2024-01-31` and ends there or goes on with a time: cheap, so that most texts stop here. */
export function looksLikeDate(text: string): boolean {
  if (text.length < 10 || text.length > 40) return false
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return false
  if (text.length > 10 && text.charCodeAt(10) !== LETTER_T) return false
  return digits(text, 0, 4) >= 0 && digits(text, 5, 2) >= 0 && digits(text, 8, 2) >= 0
}

const DASH = 45
const LETTER_T = 84
const TIME = /^T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?$/

function parseTime(text: string): number | undefined {
  const match = TIME.exec(text.slice(10))
  if (match === null) return undefined
  const hours = Number(match[1])
  const minutes = Number(match[2])
  const seconds = Number(match[3] ?? 0)
  const offset = offsetMinutes(match[5] ?? 'Z')
  if (hours > 23 || minutes > 59 || seconds > 59 || offset === undefined) return undefined
  const milliseconds = match[4] === undefined ? 0 : Math.floor(Number(`0.${match[4]}`) * 1000)
  return ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + milliseconds
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** The number that so many digits make, or a negative one when something else stands between them. */
function digits(text: string, start: number, count: number): number {
  let value = 0
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
