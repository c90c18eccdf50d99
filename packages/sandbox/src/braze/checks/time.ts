import { invalid, type Place } from '../../checks/place'
import { requireText } from '../../checks/scalars'

// ISO 8601 and the one other form of the documents, yyyy-MM-dd'T'HH:mm:ss:SSSZ.
const pattern =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.:](\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/

/** A point in time that must be there. */
export function requireTime(place: Place): string {
  const text = requireText(place)
  if (text !== '' && parseTime(text) === undefined) invalid(place, 'must be a date and time in ISO 8601')
  return text
}

/** The milliseconds since the epoch that a text stands for, without a zone in UTC; undefined when it is no time. */
export function parseTime(text: string): number | undefined {
  const [, year, month, day, hour, minute, second = '00', fraction = '0', zone = 'Z'] = pattern.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (!isCalendarDate(`${year}-${month}-${day}`)) return undefined
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${canonicalZone(zone)}`)
  return Number.isNaN(time) ? undefined : time
}

function canonicalZone(zone: string): string {
  if (zone === 'Z') return zone
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`
}

/** Whether a text is a day in the form YYYY-MM-DD that the calendar has. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  // Some engines roll 30 February over instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
