import { isJsonObject } from '@waybill/kit'
import type { DeadLetterFilter, DeadLetterSelection } from './contract'
import { onlyKnown, readNumber, readTexts, readTimes } from './read-input'
import type { Input } from './read-input'
import { refusal } from './refuse'

/** The names of all that dead letters are filtered by. */
export const DEAD_LETTER_FILTER: readonly string[] = [
  'instance',
  'lane',
  'user',
  'messageId',
  'event',
  'reason',
  'setAsideFrom',
  'setAsideUntil'
]

export const readDeadLetterFilter = (input: Input): DeadLetterFilter => ({
  ...readTexts(input, ['instance', 'lane', 'user', 'messageId', 'event', 'reason']),
  ...readTimes(input, ['setAsideFrom', 'setAsideUntil'])
})

/** Everything is meant only if that is said: {"kind": "matching", "filter": {}}. */
export function readSelection(value: unknown): DeadLetterSelection {
  if (isJsonObject(value) && value['kind'] === 'positions' && Array.isArray(value['positions'])) {
    const positions: readonly unknown[] = value['positions']
    return { kind: 'positions', positions: positions.map(readPosition) }
  }
  if (isJsonObject(value) && value['kind'] === 'matching' && isJsonObject(value['filter'])) {
    const filter = readDeadLetterFilter(onlyKnown(value['filter'], DEAD_LETTER_FILTER))
    const last = readNumber(value, 'last', { minimum: 0 })
    return { kind: 'matching', filter, ...(last !== undefined && { last }) }
  }
  throw refusal(
    400,
    '"selection" must be {"kind": "positions", "positions": [1, 2]} or {"kind": "matching", "filter": {…}}.'
  )
}

function readPosition(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw refusal(400, 'Each of "positions" must be the position of a dead letter: a whole number, 1 or more.')
}
