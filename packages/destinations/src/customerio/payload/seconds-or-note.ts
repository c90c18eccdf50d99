import { unixSeconds } from '@waybill/kit'

/** A time as unix seconds; one that cannot be read is left out with a note, so that it never costs the event. */
export function secondsOrNote(
  value: string | undefined,
  label: string,
  note: (text: string) => void
): number | undefined {
  if (value === undefined || value === '') return undefined
  const seconds = unixSeconds(value)
  if (seconds === undefined) note(`${label} was left out: it is not a date, a time or a unix timestamp.`)
  return seconds
}
