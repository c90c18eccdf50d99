import type { OutcomeRecord } from '@waybill/runner'
import type { ServiceCore } from '../service/service-core'
import type { DeletionEnded } from './deletion-record'
import { readDeletions } from './read-deletions'
import type { Deletion } from './read-deletions'
import type { RecordFile } from './record-file'

export interface RecoverOptions extends Pick<RecordFile, 'append'> {
  readonly core: Pick<ServiceCore, 'store'>
  readonly signal: AbortSignal
}

// Several subscriptions may want one request.
const MAXIMUM_OUTCOMES = 20

/**
 * Writes down what a process that ended in between could not: outcomes that are in the ledger, and not yet on record. The
 * ledger remembers from the end of a request on, which may be long after it was asked for, so every one that waits is looked up.
 */
export async function recoverRecords(path: string, { core, append, signal }: RecoverOptions): Promise<void> {
  for (const deletion of await readDeletions(path)) {
    const key = deletion.userId ?? deletion.anonymousId ?? ''
    for (const instance of deletion.waiting) {
      if (signal.aborted) return
      const outcomes = await core.store.outcomes({ instance, key, messageId: deletion.id, maximum: MAXIMUM_OUTCOMES })
      // The ledger tells the last first; on record the last one counts.
      const ended = outcomes.map((outcome) => describeOutcome(outcome, deletion)).toReversed()
      if (ended.length > 0) await append(ended)
    }
  }
}

const describeOutcome = (outcome: OutcomeRecord, { id, messageId, userId, anonymousId }: Deletion): DeletionEnded => ({
  kind: 'ended',
  at: outcome.endedAt,
  id,
  messageId,
  userId,
  anonymousId,
  instance: outcome.instance,
  subscription: outcome.subscription,
  outcome: outcome.kind,
  reason: outcome.reason,
  attempts: outcome.attempts,
  unknown: outcome.unknown,
  request: null
})
