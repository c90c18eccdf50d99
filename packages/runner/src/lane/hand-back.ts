import type { Settlement } from '../queue/queue-store'
import type { Line, Work } from './entry'
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
  const tried = new Set(leaving.flatMap(({ work, attempts }) => (attempts > 0 ? [work] : [])))
  const dueAt = Math.max(line.dueAt, now)
  room.shorten(line, stays)
  return Array.from(works, (work) => {
    if (work === retried?.work) return { work, settlement: settlementOf(work, { dueAt, now }) }
    return { work, settlement: settlementOf(work, { dueAt: tried.has(work) ? now : undefined, now }) }
  })
}

/** What was tried comes back as such, at once or when it is due: how long it is tried is not to begin anew. */
function settlementOf(
  { message: { lane, id } }: Work,
  { dueAt, now }: { readonly dueAt: number | undefined; readonly now: number }
): Settlement {
  const about = { lane, id, settledAt: now }
  return dueAt === undefined
    ? { kind: 'release', ...about }
    : { kind: 'retry', ...about, dueAt, reason: 'The vendor asked for it later, or did not work.' }
}
