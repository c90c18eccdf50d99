import type { Settlement } from '../queue/queue-store'
import type { Entry, Line, Work } from './entry'
import type { WaitingRoom } from './waiting-room'

/** A message that goes back to the store, and how. */
export interface HandedBack {
  readonly work: Work
  readonly settlement: Settlement
}

/**
 * Takes the messages of a line out of memory, as far as nothing is forgotten by it: a message of which an item has ended,
 * or of which it is not known whether the vendor has it, stays, and so do those before it.
 */
export function handBack(line: Line, room: WaitingRoom, now: number): readonly HandedBack[] {
  const waiting = line.entries.slice(line.head)
  const stays = waiting.findLastIndex(({ work }) => work.isTouched || work.isUnknown) + 1
  const leaving = waiting.slice(stays)
  const works = new Set(leaving.map(({ work }) => work))
  const retried = line.state === 'held' && stays === 0 ? waiting[0] : undefined
  const { dueAt } = line
  room.shorten(line, stays)
  return Array.from(works, (work) => ({ work, settlement: settlementOf(work, { retried, dueAt, now }) }))
}

function settlementOf(
  { message: { lane, id } }: Work,
  how: { readonly retried: Entry | undefined; readonly dueAt: number; readonly now: number }
): Settlement {
  const { retried, dueAt, now } = how
  if (retried?.work.message.id !== id || dueAt <= now) return { kind: 'release', lane, id, settledAt: now }
  return { kind: 'retry', lane, id, settledAt: now, dueAt, reason: 'The vendor asked for it later, or did not work.' }
}
