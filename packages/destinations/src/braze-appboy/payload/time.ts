import { parseIsoDate, unixMilliseconds } from '@waybill/kit'

/** A point in time as Braze reads it, ISO 8601 with its zone; undefined when it is none. */
export function isoTime(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const milliseconds = parseIsoDate(value)
    if (milliseconds !== undefined) return value.endsWith('Z') ? value : new Date(milliseconds).toISOString()
  }
  const milliseconds = unixMilliseconds(value)
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString()
}
