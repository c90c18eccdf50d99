export { looksLikeDate, parseIsoDate } from './parse-iso-date'
export { unixSeconds } from './unix-seconds'
