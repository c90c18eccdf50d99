import type { EventLog } from './event-log'

/** A log as somebody reads it who may leave: what is under way when the signal aborts rejects with its reason. */
export const readUnlessAborted = (
  log: Pick<EventLog, 'read' | 'readBackwards'>,
  signal: AbortSignal
): Pick<EventLog, 'read' | 'readBackwards'> => ({
  read: (range) => log.read({ ...range, signal }),
  readBackwards: (range) => log.readBackwards({ ...range, signal })
})
