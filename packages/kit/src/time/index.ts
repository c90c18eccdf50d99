export { convertDates } from './convert-dates'
export { looksLikeDate, parseIsoDate } from './parse-iso-date'
export { unixMilliseconds, unixSeconds } from './unix-seconds'
