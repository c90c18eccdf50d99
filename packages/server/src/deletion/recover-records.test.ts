import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '@waybill/runner'
import type { OutcomeRecord, QueueStore } from '@waybill/runner'
import { requested } from '../../test/deletion-requested'
import type { DeletionRecord, DeletionRequested } from './deletion-record'
import { recoverRecords } from './recover-records'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deletions-'))
})
afterEach(() => rm(folder, { recursive: true }))

const rejected: OutcomeRecord = {
  instance: 'acme',
  subscription: 'Deletion requests',
  messageId: 'd-1',
  key: 'ada',
  kind: 'rejected',
  status: 400,
  reason: 'No.',
  attempts: 1,
  unknown: false,
  acceptedAt: 0,
  endedAt: 7
}

const delivered: OutcomeRecord = { ...rejected, kind: 'delivered', status: 200, reason: null, endedAt: 8 }

/** A queue in whose ledger these outcomes are, in the order in which they came. */
async function storeWith(...outcomes: readonly OutcomeRecord[]): Promise<QueueStore> {
  const store = createMemoryStore()
  await store.append([{ lane: 'acme', id: 'd-1', key: 'ada', body: '', acceptedAt: 0 }])
  await store.lease({ lane: 'acme', now: 0, until: 1, maximumMessages: 1, maximumBytes: 1 })
  await store.settle([{ kind: 'done', lane: 'acme', id: 'd-1', settledAt: 8, outcomes }])
  return store
}

/** What is written down of a request by a process that finds these outcomes. */
async function recovered(
  request: DeletionRequested,
  ...outcomes: readonly OutcomeRecord[]
): Promise<readonly unknown[]> {
  const path = join(folder, 'deletions.jsonl')
  await writeFile(path, `${JSON.stringify(request)}\n`)
  const written: DeletionRecord[] = []
  const append = (records: readonly DeletionRecord[]): Promise<void> => Promise.resolve(void written.push(...records))
  const core = { store: await storeWith(...outcomes) }
  await recoverRecords(path, { core, append, signal: new AbortController().signal })
  return written
}

test('an outcome counts however long ago the deletion was asked for', async () => {
  expect(await recovered(requested, delivered)).toEqual([
    {
      kind: 'ended',
      at: 8,
      id: 'd-1',
      messageId: 'd-1',
      userId: 'ada',
      anonymousId: null,
      instance: 'acme',
      subscription: 'Deletion requests',
      outcome: 'delivered',
      reason: null,
      attempts: 1,
      unknown: false,
      request: null
    }
  ])
})

test('of several outcomes the last is written down last, which is the one that counts', async () => {
  expect(await recovered(requested, rejected, delivered)).toMatchObject([
    { outcome: 'rejected' },
    { outcome: 'delivered' }
  ])
})

test('an outcome of another person with the same id is none', async () => {
  expect(await recovered({ ...requested, userId: 'bob' }, delivered)).toEqual([])
})
