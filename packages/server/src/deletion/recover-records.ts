import type { OutcomeRecord } from '@waybill/runner'
import type { ServiceCore } from '../service/service-core'
import type { DeletionEnded } from './deletion-record'
import { readDeletions } from './read-deletions'
import type { Deletion } from './read-deletions'
import type { RecordFile } from './record-file'

export interface RecoverOptions extends Pick<RecordFile, 'append'> {
  readonly core: Pick<ServiceCore, 'store' | 'configuration' | 'clock'>
  readonly signal: AbortSignal
}

// Several subscriptions may want one request.
const MAXIMUM_OUTCOMES = 20

/**
 * Writes down what a process that ended in between could not: outcomes that are in the ledger, as long as that remembers
 * them, and not yet on record.
 */
export async function recoverRecords(path: string, { core, append, signal }: RecoverOptions): Promise<void> {
  const remembered = core.clock.now() - core.configuration().data.rememberHours * 60 * 60 * 1000
  for (const deletion of await readDeletions(path)) {
    if (deletion.requestedAt === null || deletion.requestedAt < remembered) continue
    for (const instance of deletion.waiting) {
      if (signal.aborted) return
      const outcomes = await core.store.outcomes({ instance, messageId: deletion.id, maximum: MAXIMUM_OUTCOMES })
      if (outcomes.length > 0) await append(outcomes.map((outcome) => describeOutcome(outcome, deletion)))
    }
  }
}

const describeOutcome = (outcome: OutcomeRecord, { id, userId, anonymousId }: Deletion): DeletionEnded => ({
  kind: 'ended',
  at: outcome.endedAt,
  id,
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
