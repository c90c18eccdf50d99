import type { EventLog } from '../event-log/event-log'
import type { LogEntry } from '../event-log/read-event-files'
import type { EventFilter, EventPage, LoggedEvent } from './contract'
import { isMeant, rangeOf } from './event-filter'

/** An event of the log as it is shown. */
export const loggedEvent = ({ id, acceptedAt, source, event }: LogEntry): LoggedEvent => ({
  id,
  acceptedAt,
  source,
  event
})

/** The latest events of the log that a filter lets through, last accepted first. */
export async function searchEvents(
  log: Pick<EventLog, 'readBackwards'>,
  filter: EventFilter,
  maximum: number
): Promise<EventPage> {
  const found: LogEntry[] = []
  for (const file of log.readBackwards(rangeOf(filter))) {
    const latest: LogEntry[] = []
    for await (const entry of file) {
      if (!isMeant(filter, entry)) continue
      latest.push(entry)
      // One more than wanted tells whether there are more.
      if (latest.length > maximum + 1 - found.length) latest.shift()
    }
    found.push(...latest.toReversed())
    if (found.length > maximum) break
  }
  return { events: found.slice(0, maximum).map(loggedEvent), more: found.length > maximum }
}
