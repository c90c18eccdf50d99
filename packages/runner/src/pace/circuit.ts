import { backoffMilliseconds } from '../backoff'
import type { Backoff } from '../backoff'

export interface CircuitOptions {
  /** How many failures in a row, without a good answer between them, open it. @default 5 */
  readonly failures?: number
  /** How long it stays open: longer each time a probe fails. */
  readonly backoff: Backoff
  readonly random: () => number
}

/** What an answer did to a circuit. */
export type CircuitChange = 'opened' | 'closed' | undefined

/** Stops sending to a vendor that does not answer well any more, and lets one probe through from time to time. */
export interface Circuit {
  /** When the next request may start; never, as far as is known, while a probe is under way. */
  readonly freeAt: () => number
  /** A request starts: says whether it is a probe. */
  readonly start: () => boolean
  readonly good: () => CircuitChange
  readonly trouble: (now: number) => CircuitChange
}

type State =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly until: number; readonly openings: number }
  | { readonly kind: 'probing'; readonly openings: number }

const CLOSED: State = { kind: 'closed', failures: 0 }

export function createCircuit({ failures: threshold = 5, backoff, random }: CircuitOptions): Circuit {
  let state = CLOSED

  return {
    freeAt: () => {
      if (state.kind === 'closed') return 0
      return state.kind === 'open' ? state.until : Number.POSITIVE_INFINITY
    },
    start: () => {
      if (state.kind !== 'open') return false
      state = { kind: 'probing', openings: state.openings }
      return true
    },
    good: () => {
      const change = state.kind === 'closed' ? undefined : 'closed'
      state = CLOSED
      return change
    },
    trouble: (now) => {
      if (state.kind === 'open') return undefined
      const failures = state.kind === 'closed' ? state.failures + 1 : threshold
      if (failures < threshold) {
        state = { kind: 'closed', failures }
        return undefined
      }
      const openings = state.kind === 'closed' ? 1 : state.openings + 1
      state = { kind: 'open', openings, until: now + openFor(openings) }
      return openings === 1 ? 'opened' : undefined
    }
  }

  /** At least half of the backoff: a probe that follows its predecessor at once would learn nothing. */
  function openFor(openings: number): number {
    const longest = backoffMilliseconds(openings, backoff, () => 1)
    return longest / 2 + backoffMilliseconds(openings, backoff, random) / 2
  }
}
