/** Whether a name is a zone of the IANA database, or the one other name the documents give as an example. */
export function isTimeZone(name: string): boolean {
  if (name === 'Eastern Time (US & Canada)') return true
  // Offsets such as +01:00 are zones to the runtime and none of the database.
  if (!/^[a-z]/i.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
