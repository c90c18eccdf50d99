import type { EventRange, LogEntry } from '../event-log/read-event-files'
import type { EventFilter } from './contract'
import { isOf, nameOf } from './message-view'

/** What of the log has to be read for a filter: time, and texts that a line must hold to match at all. */
export const rangeOf = ({ from, until, user, messageId, event }: EventFilter): EventRange => ({
  from,
  until,
  containing: [user, messageId, event].filter((text) => text !== undefined).flatMap(asWritten)
})

/** A text as JSON writes it, unless others may write it otherwise: escapes are a matter of taste, and numbers no text. */
const asWritten = (text: string): readonly string[] => (/^[\w@.+:-]*$/.test(text) ? [text] : [])

/** Whether an event of the log is one of those meant. */
export function isMeant({ user, messageId, type, event: name, source }: EventFilter, entry: LogEntry): boolean {
  const { event } = entry
  return (
    (user === undefined || isOf(event, user)) &&
    (messageId === undefined || messageId === entry.id) &&
    (type === undefined || type === event.type) &&
    (name === undefined || name === nameOf(event)) &&
    (source === undefined || source === entry.source)
  )
}
