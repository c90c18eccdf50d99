import type { LiveEvent, LoggedEvent, OutcomeKind, OutcomeView } from '@waybill/server/operations'
import type { Tone } from '../../components/tag'

/** What can be seen of an event in one line. */
export interface Row {
  /** Unlike that of any other row. */
  readonly key: string
  readonly at: number
  readonly kind: 'accepted' | 'retried' | OutcomeKind
  readonly messageId: string
  readonly user: string | null
  /** Its name, or its type; null where only its id is known. */
  readonly event: string | null
  /** Null for what is not, or not yet, about one. */
  readonly instance: string | null
  readonly subscription: string | null
  /** In the vendor's words where it is theirs. */
  readonly reason: string | null
}

/** The row of something that happened; undefined for what is about no single event. */
export function rowOf(happened: LiveEvent, key: string): Row | undefined {
  if (happened.kind === 'accepted') return acceptedRow(happened, key)
  if (happened.kind !== 'ended' && happened.kind !== 'retried') return undefined
  const { at, delivery } = happened
  const { messageId, user, type, event, instance, subscription } = delivery
  const { kind, reason } = happened.kind === 'ended' ? happened.outcome : happened
  return { key, at, messageId, user, event: event ?? type, instance, subscription, kind, reason }
}

export function acceptedRow(
  { at, id, event }: { readonly at: number } & Pick<LoggedEvent, 'id' | 'event'>,
  key: string
): Row {
  const { type, event: name, name: pageName, userId, anonymousId } = event
  return {
    key,
    at,
    kind: 'accepted',
    messageId: id,
    user: userId ?? anonymousId ?? null,
    event: name ?? pageName ?? type,
    instance: null,
    subscription: null,
    reason: null
  }
}

/** The row of a recorded outcome: it holds no name of its event. */
export const outcomeRow = (outcome: OutcomeView, key: string): Row => {
  const { endedAt, kind, messageId, user, instance, subscription, reason } = outcome
  return { key, at: endedAt, kind, messageId, user, event: null, instance, subscription, reason }
}

export const TONES: Readonly<Record<Row['kind'], Tone>> = {
  accepted: 'calm',
  delivered: 'good',
  retried: 'warn',
  rejected: 'bad',
  expired: 'bad',
  skipped: 'none'
}
