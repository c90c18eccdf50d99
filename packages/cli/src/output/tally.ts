import type { Destination } from '@waybill/kit'
import type { LifecycleEvent } from '@waybill/runner'

/** One reason why events were skipped or rejected, how often, and where it happened first. */
export interface ReasonCount {
  readonly action: string | undefined
  readonly reason: string
  readonly count: number
  /** The first few places, such as lines of the input. */
  readonly references: readonly string[]
}

export interface ActionCount {
  readonly delivered: number
  readonly skipped: number
  readonly rejected: number
  readonly expired: number
}

/** What became of everything that went to one destination. */
export interface DestinationTally {
  readonly destination: string
  readonly name: string
  readonly requests: number
  readonly retries: number
  /** By action; events that no subscription wanted are under `undefined`. */
  readonly actions: ReadonlyMap<string | undefined, ActionCount>
  readonly skipped: readonly ReasonCount[]
  readonly rejected: readonly ReasonCount[]
  readonly expired: readonly ReasonCount[]
  /** How many were refused by the destination itself, rather than before sending. */
  readonly refused: number
  /** How many have not ended, as after an interruption. */
  readonly unfinished: number
}

export interface Tally {
  readonly tell: (event: LifecycleEvent) => void
  /** What was counted; of so many events it is known that they have not ended. */
  readonly result: (unfinished: number) => DestinationTally
}

// Enough to look at; a million bad lines must not be remembered one by one.
const MAXIMUM_REFERENCES = 5
const MAXIMUM_REASONS = 200

type Kind = 'skipped' | 'rejected' | 'expired'

/** Counts what a runner tells. */
export function createTally(destination: Destination): Tally {
  const actions = new Map<string | undefined, Record<Kind | 'delivered', number>>()
  const reasons = { skipped: createReasons(), rejected: createReasons(), expired: createReasons() }
  const counts = { requests: 0, retries: 0, refused: 0 }
  return {
    tell: (event) => {
      if (event.kind === 'request-ended') counts.requests += 1
      if (event.kind === 'request-retried') counts.retries += 1
      if (event.kind === 'delivery-ended') end(event)
    },
    result: (unfinished) => ({
      destination: destination.slug,
      name: destination.name,
      ...counts,
      unfinished,
      actions,
      skipped: reasons.skipped.result(),
      rejected: reasons.rejected.result(),
      expired: reasons.expired.result()
    })
  }

  function end({ delivery, ended }: Extract<LifecycleEvent, { kind: 'delivery-ended' }>): void {
    const count = actions.get(delivery.action) ?? { delivered: 0, skipped: 0, rejected: 0, expired: 0 }
    count[ended.kind] += 1
    actions.set(delivery.action, count)
    if (ended.kind === 'delivered') return
    if (ended.kind === 'rejected' && ended.attempts > 0) counts.refused += 1
    reasons[ended.kind].add(delivery.action, ended.reason, delivery.id)
  }
}

function createReasons(): {
  add: (action: string | undefined, reason: string, reference: string | undefined) => void
  result: () => readonly ReasonCount[]
} {
  const counts = new Map<string, { action: string | undefined; reason: string; count: number; references: string[] }>()
  return {
    add: (action, reason, reference) => {
      const key = counts.size < MAXIMUM_REASONS ? `${action}\n${reason}` : ''
      const known = counts.get(key) ?? {
        action,
        reason: key === '' ? 'other reasons' : reason,
        count: 0,
        references: []
      }
      known.count += 1
      if (reference !== undefined && known.references.length < MAXIMUM_REFERENCES) known.references.push(reference)
      counts.set(key, known)
    },
    result: () => Array.from(counts.values()).toSorted((first, second) => second.count - first.count)
  }
}
