import { join } from 'node:path'
import type { Delivery, LifecycleEvent } from '@waybill/runner'
import type { ServiceCore, SourcedEvent } from '../service/service-core'
import type { ServicePart } from '../service/service-part'
import type { DeletionEnded, DeletionRequested } from './deletion-record'
import { openRecordFile, RECORDS_FILE } from './record-file'
import { recoverRecords } from './recover-records'
import { watchRequests } from './watch-requests'

/**
 * Keeps the proof of deletions in a file of its own in the data folder, which nothing compacts: who was to be deleted, by
 * whose request, and what each destination was sent and answered.
 */
export const deletionRecords: ServicePart = {
  name: 'deletion records',
  open: async (core) => {
    const path = join(core.configuration().data.folder, RECORDS_FILE)
    const file = await openRecordFile(path)
    const requests = watchRequests(core.redact)
    const closing = new AbortController()
    // What is found later than at once is found all the same; and should the store fail, others say so.
    const recovered = recoverRecords(path, { core, append: file.append, signal: closing.signal }).catch(() => undefined)
    return {
      keep: async (events) => {
        // What goes to named instances is sent once more, and requested by nobody.
        const requested = events.filter(({ event, instances }) => event.type === 'delete' && instances === undefined)
        if (requested.length > 0) await file.append(requested.map((one) => describeRequested(one, core)))
      },
      tell: (event) => {
        if (event.kind === 'request-started' || event.kind === 'request-ended') requests.tell(event, core.clock.now())
        if (event.kind !== 'delivery-ended' || event.delivery.type !== 'delete') return
        const request = requests.take(event.delivery)
        const ended = { ...describeEnded(event, core), at: core.clock.now(), request }
        // The outcome is in the ledger as well, from where the next start takes what could not be written here.
        file.append([ended]).catch(() => undefined)
      },
      close: async () => {
        closing.abort()
        await recovered
        await file.close()
      }
    }
  }
}

function describeRequested({ event, source, id }: SourcedEvent, core: ServiceCore): DeletionRequested {
  const ofSource = core.configuration().sources.find((one) => one.id === source)?.destinations
  return {
    kind: 'requested',
    at: core.clock.now(),
    id: id ?? event.messageId ?? '',
    messageId: event.messageId ?? id ?? '',
    ...whom(event),
    source,
    instances: [...(ofSource ?? [])]
  }
}

function describeEnded(
  { delivery, ended, unknown }: Extract<LifecycleEvent, { readonly kind: 'delivery-ended' }>,
  { redact }: Pick<ServiceCore, 'redact'>
): Omit<DeletionEnded, 'at' | 'request'> {
  return {
    kind: 'ended',
    id: delivery.id,
    messageId: delivery.event.messageId ?? delivery.id,
    ...whom(delivery.event),
    instance: delivery.instance,
    subscription: delivery.subscription ?? null,
    outcome: ended.kind,
    reason: ended.kind === 'delivered' ? null : redact(ended.reason),
    attempts: ended.kind === 'skipped' ? 0 : ended.attempts,
    unknown
  }
}

const whom = ({ userId, anonymousId }: Delivery['event']) => ({
  userId: userId ?? null,
  anonymousId: anonymousId ?? null
})
