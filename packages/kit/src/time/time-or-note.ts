import { unixMilliseconds } from './unix-milliseconds'

/** A time in milliseconds; one that cannot be read is left out with a note, so that it never costs the event. */
export function millisecondsOrNote(
  value: string | undefined,
  label: string,
  note: (text: string) => void
): number | undefined {
  if (value === undefined || value === '') return undefined
  const milliseconds = unixMilliseconds(value)
  if (milliseconds === undefined) note(`${label} was left out: it is not a date, a time or a unix timestamp.`)
  return milliseconds
}

/** The same in whole seconds, as many vendors take times. */
export function secondsOrNote(
  value: string | undefined,
  label: string,
  note: (text: string) => void
): number | undefined {
  const milliseconds = millisecondsOrNote(value, label, note)
  return milliseconds === undefined ? undefined : Math.floor(milliseconds / 1000)
}
