export { convertDates } from './convert-dates'
export { looksLikeDate, parseIsoDate } from './parse-iso-date'
export { millisecondsOrNote, secondsOrNote } from './time-or-note'
export { unixMilliseconds } from './unix-milliseconds'
