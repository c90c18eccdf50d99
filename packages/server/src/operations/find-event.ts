import type { EventLog } from '../event-log/event-log'
import type { LoggedEvent } from './contract'
import { rangeOf } from './event-filter'
import { idsBehind } from './repeat-id'
import { loggedEvent } from './search-events'

/**
 * The event of an id, or of the one that it repeats: repeats are not in the log. Ends with the first it meets, from the newest
 * file on, since what people look at is young, and a log may have gigabytes.
 */
export async function findEvent(log: Pick<EventLog, 'readBackwards'>, id: string): Promise<LoggedEvent | undefined> {
  const ids = idsBehind(id)
  // Each of them begins with the last.
  for (const file of log.readBackwards(rangeOf({ messageId: ids.at(-1) ?? id }))) {
    for await (const entry of file) if (ids.includes(entry.id)) return loggedEvent(entry)
  }
  return undefined
}
