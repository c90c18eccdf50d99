import { InvalidArgumentError } from 'commander'

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A point in time as a person writes it: a date, with or without a time, in UTC unless it says otherwise; or so long ago. */
export function readTime(text: string, now: number): number {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(text) ?? []
  if (unit === 'm' || unit === 'h' || unit === 'd') return now - Number(amount) * UNITS[unit]
  const isWithoutZone = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(isWithoutZone ? `${text.replace(' ', 'T')}Z` : text) : NaN
  if (!Number.isNaN(time)) return time
  throw new InvalidArgumentError('Write a time as 2026-11-20, as 2026-11-20T14:00Z, or as 2h or 7d for so long ago.')
}
