import { judge } from '@waybill/kit'
import type { AnyEndpoint, Exchange, Outcome } from '@waybill/kit'
import type { WideFailure } from '../pace/wide-failure'
import { endItem } from './end-item'
import type { Entry } from './entry'

/** An item that may heal, and what was wrong. */
export interface Again {
  readonly entry: Entry
  readonly reason: string
  readonly status: number | undefined
}

/** What an answer did to the items of a request. */
export type Applied =
  /** Those in `again` may heal; all others have ended. */
  | { readonly kind: 'judged'; readonly again: readonly Again[] }
  | { readonly kind: 'refused-whole' }
  /** The vendor refuses the caller, whatever it sends: the items are as they were. */
  | { readonly kind: 'refused-widely'; readonly reason: string; readonly status: number }

// The verdict covers every item; should it ever not, nothing is lost by asking again.
const UNJUDGED: Outcome = { kind: 'retry', reason: 'The answer did not cover this item.' }

/** Ends what an answer ends; `wideFailure` is absent where even the refusal of everything is just an outcome. */
export function applyVerdict(
  part: readonly Entry[],
  exchange: Exchange,
  { endpoint, wideFailure }: { readonly endpoint: AnyEndpoint; readonly wideFailure: WideFailure | undefined }
): Applied {
  const verdict = judge(
    endpoint,
    exchange,
    part.map(({ item }) => item)
  )
  if (verdict.kind === 'refused-whole') return verdict
  const refusal = wholeRefusal(verdict.outcomes)
  if (refusal !== undefined && wideFailure?.refused({ status: refusal.status, items: part.length })) {
    return { kind: 'refused-widely', reason: refusal.reason, status: refusal.status }
  }
  const again: Again[] = []
  for (const [index, entry] of part.entries()) {
    const outcome = verdict.outcomes[index] ?? UNJUDGED
    if (outcome.kind === 'retry') again.push({ entry, reason: outcome.reason, status: outcome.status })
    else {
      if (outcome.kind === 'delivered') wideFailure?.delivered()
      entry.work.isTouched = true
      endItem(entry, outcome, attemptsOf(entry))
    }
  }
  return { kind: 'judged', again }
}

/** How often an item was tried, as far as is known: by this process and by those before it. */
export const attemptsOf = ({ attempts, work }: Entry): number => work.message.attempts + attempts

/** A refusal of everything that was sent, by an answer that is no success. */
function wholeRefusal(outcomes: readonly Outcome[]): Extract<Outcome, { readonly kind: 'rejected' }> | undefined {
  const [first] = outcomes
  if (first?.kind !== 'rejected' || first.status < 400) return undefined
  return outcomes.every(({ kind }) => kind === 'rejected') ? first : undefined
}
