import { parseIsoDate, unixSeconds } from '@waybill/kit'

/** A point in time as Braze reads it, ISO 8601 with its zone; undefined when it is none. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const milliseconds = parseIsoDate(value)
    if (milliseconds !== undefined) return value.endsWith('Z') ? value : new Date(milliseconds).toISOString()
  }
  const seconds = unixSeconds(value)
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString()
}
