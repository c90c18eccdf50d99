import type { Exchange } from '@waybill/kit'
import { backoffMilliseconds } from '../backoff'
import type { Answer } from '../pace/pace'
import { attemptsOf } from './apply-verdict'
import type { Again } from './apply-verdict'
import { endItem } from './end-item'
import type { Entry, Line } from './entry'
import type { LaneOptions } from './lane-options'

/** An item that goes back to its line, and when that goes on; zero for at once. */
export interface Retry extends Again {
  readonly dueAt: number
  readonly afterMilliseconds: number
}

/** The answer that items failed with. */
export interface AnswerContext {
  readonly answer: Answer
  readonly exchange: Exchange
  /** How long the lane sends nothing at all. */
  readonly pausedFor: number
  readonly isCircuitOpen: boolean
}

/** Says of each item that may heal when it is tried again; those that would be tried for too long expire. */
export function planRetries(
  { tuning, surroundings: { random } }: Pick<LaneOptions, 'tuning' | 'surroundings'>,
  again: readonly Again[],
  { answer, exchange, pausedFor, isCircuitOpen }: AnswerContext
): readonly Retry[] {
  const waits = new Map<Line, number>()
  const retries: Retry[] = []
  for (const each of again) {
    const { entry, reason, status } = each
    if (answer.kind === 'trouble') entry.failures += 1
    const wait = waits.get(entry.line) ?? waitBefore(entry)
    waits.set(entry.line, wait)
    const afterMilliseconds = Math.max(wait, pausedFor)
    if (answer.now + afterMilliseconds > deadlineOf(entry, tuning.retryForMilliseconds)) {
      entry.work.isTouched = true
      const known = status === undefined ? {} : { status }
      endItem(entry, { kind: 'expired', reason, ...known }, attemptsOf(entry))
    } else retries.push({ ...each, afterMilliseconds, dueAt: wait === 0 ? 0 : answer.now + wait })
  }
  return retries

  /** The vendor's wish if it has one, but never less than our own backoff; a user's own, so that retries spread out. */
  function waitBefore(entry: Entry): number {
    const wish = answer.waitMilliseconds ?? 0
    // The whole lane waits already, and goes on together.
    if (answer.kind === 'busy' || isCircuitOpen) return wish
    // Refused for another item's sake, and that item is gone: there is nothing to wait for.
    if (answer.kind === 'good' && isRefusal(exchange)) return 0
    return Math.max(wish, backoffMilliseconds(entry.attempts, tuning.backoff, random))
  }
}

const isRefusal = (exchange: Exchange): boolean => exchange.kind === 'response' && exchange.response.status >= 400

/** From its first try; of a message that another process has tried, all that is known is when it was accepted. */
const deadlineOf = ({ work: { message }, firstTriedAt = 0 }: Entry, retryFor: number): number =>
  (message.attempts > 0 ? Math.min(message.acceptedAt, firstTriedAt) : firstTriedAt) + retryFor
