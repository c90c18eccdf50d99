import { isReadableTime, parseIsoDate } from './parse-iso-date'

// 1e11 seconds is the year 5138, 1e11 milliseconds is 1973: what is larger was meant as milliseconds.
const MILLISECONDS_FROM = 1e11

/**
 * A point in time as unix milliseconds, from ISO 8601 (UTC when it names no zone), unix seconds or milliseconds, as a
 * number or as its digits; undefined for anything else.
 */
export function unixMilliseconds(value: unknown): number | undefined {
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  return parseIsoDate(text) ?? (/^-?\d+(\.\d+)?$/.test(text) ? fromNumber(Number(text)) : undefined)
}

function fromNumber(value: number): number | undefined {
  const milliseconds = Math.abs(value) >= MILLISECONDS_FROM ? value : value * 1000
  return isReadableTime(milliseconds) ? milliseconds : undefined
}
