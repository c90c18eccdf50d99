import type { EventFilter } from './contract'
import { readTexts, readTimes } from './read-input'
import type { Input } from './read-input'

/** The names of all that events of the log are filtered by. */
export const EVENT_FILTER: readonly string[] = ['from', 'until', 'user', 'messageId', 'type', 'event', 'source']

export const readEventFilter = (input: Input): EventFilter => ({
  ...readTexts(input, ['user', 'messageId', 'type', 'event', 'source']),
  ...readTimes(input, ['from', 'until'])
})
