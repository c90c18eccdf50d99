import { backoffMilliseconds } from '../backoff'
import type { Backoff } from '../backoff'
import type { HoldCause } from '../lifecycle'
import { createRateLimiter } from '../rate-limiter'
import type { Rate } from '../rate-limiter'
import { createCircuit } from './circuit'
import type { CircuitChange } from './circuit'
import { createConcurrency } from './concurrency'

export interface PaceOptions {
  readonly rate: Rate | undefined
  readonly maximumConcurrency: number
  readonly backoff: Backoff
  readonly random: () => number
}

/** What an answer says about the vendor, apart from what it says about the items. */
export interface Answer {
  /** `good` also when items were refused: the vendor works. `busy` asks for less, `trouble` did not work. */
  readonly kind: 'good' | 'busy' | 'trouble'
  readonly startedAt: number
  readonly now: number
  /** How long the vendor asks to wait. */
  readonly waitMilliseconds?: number | undefined
}

/** When a lane may send: rate, concurrency, the vendor's wishes and the circuit together. */
export interface Pace {
  /** When the next request may start: now or earlier means at once; infinite when an answer has to come first. */
  readonly freeAt: (now: number) => number
  /** What holds the next request back; undefined also when an answer has to come first, or the circuit is open. */
  readonly heldBy: (now: number) => HoldCause | undefined
  /** How long the vendor's wishes and the circuit hold everything back. */
  readonly pausedFor: (now: number) => number
  /** A request starts: says whether it is a probe, which should carry as little as possible. */
  readonly begin: (now: number) => 'request' | 'probe'
  readonly end: (answer: Answer) => CircuitChange
  /** Waits no longer for what the vendor has asked for. */
  readonly forgetWish: () => void
  readonly underWay: () => number
  readonly concurrency: () => number
  /** Whether the next request would be a probe. */
  readonly isProbing: () => boolean
}

export function createPace({ rate, maximumConcurrency, backoff, random }: PaceOptions): Pace {
  const limiter = createRateLimiter(rate)
  const concurrency = createConcurrency({ maximum: maximumConcurrency })
  const circuit = createCircuit({ backoff, random })
  let underWay = 0
  let pausedUntil = 0
  let busyInARow = 0

  return {
    freeAt: (now) => {
      if (underWay >= concurrency.limit()) return Number.POSITIVE_INFINITY
      return Math.max(circuit.freeAt(), pausedUntil, limiter.freeAt(now))
    },
    heldBy: (now) => {
      if (underWay >= concurrency.limit() || circuit.freeAt() > now) return undefined
      if (pausedUntil > now) return 'vendor'
      return limiter.freeAt(now) > now ? 'rate' : undefined
    },
    pausedFor: (now) => {
      const until = Math.max(circuit.freeAt(), pausedUntil)
      return until === Infinity ? 0 : Math.max(0, until - now)
    },
    begin: (now) => {
      underWay += 1
      limiter.take(now)
      return circuit.start() ? 'probe' : 'request'
    },
    end: (answer) => {
      const { kind, startedAt, now, waitMilliseconds } = answer
      if (kind === 'good') concurrency.good(underWay)
      else concurrency.bad(startedAt, now)
      underWay -= 1
      busyInARow = kind === 'busy' ? busyInARow + 1 : 0
      pausedUntil = Math.max(pausedUntil, now + (waitMilliseconds ?? ownPause(kind)))
      return kind === 'trouble' ? circuit.trouble(now) : circuit.good()
    },
    forgetWish: () => {
      pausedUntil = 0
    },
    underWay: () => underWay,
    concurrency: () => concurrency.limit(),
    isProbing: () => circuit.freeAt() > 0
  }

  /** A vendor that is too busy and does not say for how long is left alone by the whole lane. */
  function ownPause(kind: Answer['kind']): number {
    return kind === 'busy' ? backoffMilliseconds(busyInARow, backoff, random) : 0
  }
}
