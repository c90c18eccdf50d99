import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requested } from '../../test/deletion-requested'
import type { DeletionEnded, DeletionRecord } from './deletion-record'
import { readDeletions } from './read-deletions'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deletions-'))
})
afterEach(() => rm(folder, { recursive: true }))

const seen: DeletionEnded = {
  kind: 'ended',
  at: 1,
  id: 'd-1',
  messageId: 'd-1',
  userId: 'ada',
  anonymousId: null,
  instance: 'acme',
  subscription: 'Deletion requests',
  outcome: 'rejected',
  reason: 'No.',
  attempts: 1,
  unknown: false,
  request: {
    at: 1,
    method: 'POST',
    url: 'https://acme.example',
    bodySha256: '…',
    body: null,
    answer: { kind: 'response', status: 400, body: null }
  }
}

async function deletionsOf(...records: readonly DeletionRecord[]): ReturnType<typeof readDeletions> {
  const path = join(folder, 'deletions.jsonl')
  await writeFile(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  return readDeletions(path)
}

async function endsOf(...records: readonly DeletionEnded[]): Promise<readonly DeletionEnded[] | undefined> {
  const [deletion] = await deletionsOf(...records)
  return deletion?.ended
}

test('what a process saw itself says more than what the ledger told a later one', async () => {
  expect(await endsOf(seen, { ...seen, at: 2, request: null })).toEqual([seen])
})

test('another outcome counts, wherever it is from', async () => {
  const later: DeletionEnded = { ...seen, at: 2, outcome: 'delivered', reason: null, request: null }
  expect(await endsOf(seen, later)).toEqual([later])
})

test('every instance and subscription has its own', async () => {
  const elsewhere = { ...seen, instance: 'other' }
  const another = { ...seen, subscription: 'Tell them' }
  expect(await endsOf(seen, elsewhere, another)).toEqual([seen, elsewhere, another])
})

test('what became of one person proves nothing of another whose request has the same id', async () => {
  const bob = { ...requested, userId: 'bob' }
  expect(await deletionsOf(requested, bob, seen)).toMatchObject([
    { userId: 'ada', ended: [seen], waiting: [] },
    { userId: 'bob', ended: [], waiting: ['acme'] }
  ])
})

test('a request that came again waits for all that were ever asked, since the first time', async () => {
  const again = { ...requested, at: 9, instances: ['other'] }
  expect(await deletionsOf(requested, again)).toMatchObject([{ requestedAt: 0, waiting: ['acme', 'other'] }])
})
