import type { OutcomeRecord } from '../queue-store'
import { listOf, numberOf, textOf } from './sql'

const KINDS = ['delivered', 'rejected', 'expired', 'skipped'] as const

/** Outcomes as text: lists of values, because names would be more than half of it. */
export function encodeOutcomes(outcomes: readonly OutcomeRecord[]): string {
  return JSON.stringify(
    outcomes.map((one) => [
      one.instance,
      one.subscription,
      one.messageId,
      one.key,
      one.kind,
      one.status,
      one.reason,
      one.attempts,
      one.unknown ? 1 : 0,
      one.acceptedAt,
      one.endedAt
    ])
  )
}

export function decodeOutcomes(text: string): readonly OutcomeRecord[] {
  return listOf(JSON.parse(text)).map((values) => decodeOutcome(listOf(values)))
}

function decodeOutcome(values: readonly unknown[]): OutcomeRecord {
  const [instance, subscription, messageId, key, kind, status, reason, attempts, unknown, acceptedAt, endedAt] = values
  return {
    instance: textOf(instance),
    subscription: subscription === null ? null : textOf(subscription),
    messageId: textOf(messageId),
    key: textOf(key),
    kind: KINDS.find((known) => known === kind) ?? 'rejected',
    status: status === null ? null : numberOf(status),
    reason: reason === null ? null : textOf(reason),
    attempts: numberOf(attempts),
    unknown: unknown === 1,
    acceptedAt: numberOf(acceptedAt),
    endedAt: numberOf(endedAt)
  }
}
