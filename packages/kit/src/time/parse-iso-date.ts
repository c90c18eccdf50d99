// The years 0 to 9999, which is as far as ISO 8601's four digits reach and vendors read.
const EARLIEST = -62_167_219_200_000
const LATEST = 253_402_300_799_999

/** Whether a time has a year of four digits. A zone, or a number with too many digits, may lead beyond. */
export const isReadableTime = (milliseconds: number): boolean => milliseconds >= EARLIEST && milliseconds <= LATEST

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
  return time !== undefined && isReadableTime(start + time) ? start + time : undefined
}

/** Whether a text starts like `2024-01-31` and ends there or goes on with a time: cheap, so that most texts stop here. */
export function looksLikeDate(text: string): boolean {
  if (text.length < 10 || text.length > 40) return false
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return false
  if (text.length > 10 && text.charCodeAt(10) !== LETTER_T) return false
  return digits(text, 0, 4) >= 0 && digits(text, 5, 2) >= 0 && digits(text, 8, 2) >= 0
}

const DASH = 45
const DOT = 46
const COLON = 58
const LETTER_T = 84
const LETTER_Z = 90
const PLUS = 43

/** Milliseconds since midnight UTC of `T12:34`, `T12:34:56` or `T12:34:56.789`, with or without a zone behind it. */
function parseTime(text: string): number | undefined {
  const hours = digits(text, 11, 2)
  const minutes = digits(text, 14, 2)
  if (text.charCodeAt(13) !== COLON || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return undefined
  let seconds = 0
  let milliseconds = 0
  let end = 16
  if (text.charCodeAt(end) === COLON) {
    seconds = digits(text, 17, 2)
    if (seconds < 0 || seconds > 59) return undefined
    end = 19
    if (text.charCodeAt(end) === DOT) {
      end = endOfDigits(text, 20)
      if (end === 20) return undefined
      milliseconds = fraction(text, 20, end)
    }
  }
  const offset = offsetMinutes(text, end)
  return offset === undefined ? undefined : ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + milliseconds
}

/** The offset of the zone that a text ends with: none, `Z`, `+01:00` or `+0100`. */
function offsetMinutes(text: string, start: number): number | undefined {
  if (start === text.length) return 0
  const sign = text.charCodeAt(start)
  if (sign === LETTER_Z) return start + 1 === text.length ? 0 : undefined
  if (sign !== PLUS && sign !== DASH) return undefined
  const withColon = text.charCodeAt(start + 3) === COLON
  const hours = digits(text, start + 1, 2)
  const minutes = digits(text, start + (withColon ? 4 : 3), 2)
  if (text.length !== start + (withColon ? 6 : 5) || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return undefined
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes)
}

function endOfDigits(text: string, start: number): number {
  let end = start
  while (digits(text, end, 1) >= 0) end += 1
  return end
}

/** The first three digits of a fraction as milliseconds; what is finer is cut off. */
function fraction(text: string, start: number, end: number): number {
  const count = Math.min(3, end - start)
  return digits(text, start, count) * (count === 3 ? 1 : count === 2 ? 10 : 100)
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
