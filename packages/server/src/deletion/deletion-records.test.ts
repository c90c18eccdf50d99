import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor } from '@waybill/kit'
import type { EncodedRequest, Exchange, SegmentEvent } from '@waybill/kit'
import { createMemoryStore } from '@waybill/runner'
import type { Delivery, Ended, QueueStore } from '@waybill/runner'
import type { ServiceCore } from '../service/service-core'
import type { OpenPart } from '../service/service-part'
import { deletionRecords } from './deletion-records'
import { readDeletions } from './read-deletions'

const NOW = 1_700_000_000_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deletions-'))
})
afterEach(() => rm(folder, { recursive: true }))

const path = (): string => join(folder, 'deletions.jsonl')

function openRecords(store: QueueStore = createMemoryStore()): Promise<OpenPart> {
  const configuration = {
    data: { folder, rememberHours: 24 },
    sources: [{ id: 'erasure', destinations: new Set(['braze', 'boomtrain']) }]
  }
  const core = {
    configuration: () => configuration,
    clock: { now: () => NOW, wait: () => Promise.resolve() },
    redact: (text: string) => text.replaceAll('s3cret', '‹redacted›'),
    store
  }
  return deletionRecords.open(core as unknown as ServiceCore)
}

const deletionOf = (userId: string): SegmentEvent => ({ type: 'delete', userId, messageId: `delete ${userId}` })

const deliveryOf = (userId: string, instance = 'braze'): Delivery => ({
  id: `delete ${userId}`,
  key: userId,
  instance,
  type: 'delete',
  event: deletionOf(userId),
  subscription: 'Deletion requests',
  action: 'deleteUser'
})

const DELIVERED: Ended = { kind: 'delivered', status: 200, attempts: 1 }

const answered: Exchange = { kind: 'response', response: { status: 200, headers: {}, body: { deleted: 1 } } }

// The service does not know this one any more.
const redactor = createRedactor({ key: { type: 'password' } }, { key: 'f0rmer' })

function tellRequest(part: OpenPart, deliveries: readonly Delivery[], exchange: Exchange = answered): void {
  const body = JSON.stringify({ external_ids: deliveries.map(({ key }) => key) })
  const request: EncodedRequest = {
    method: 'POST',
    url: 'https://braze.example/users/delete?key=s3cret',
    headers: {},
    body
  }
  const where = { instance: 'braze', lane: 'braze/deleteUser' }
  part.tell?.({ kind: 'request-started', ...where, endpoint: {} as never, request, deliveries })
  part.tell?.({ kind: 'request-ended', ...where, request, exchange, redactor, milliseconds: 5 })
}

const tellEnd = (part: OpenPart, delivery: Delivery, ended: Ended = DELIVERED): void =>
  part.tell?.({ kind: 'delivery-ended', delivery, ended, notes: [], unknown: false })

const ask = async (part: OpenPart, ...users: readonly string[]): Promise<void> =>
  part.keep?.(users.map((user) => ({ source: 'erasure', event: deletionOf(user) })))

test('keeps who was to be deleted before the request is answered', async () => {
  const part = await openRecords()
  await part.keep?.([{ source: 'website', event: { type: 'track', userId: 'bob', event: 'x' } }])
  await ask(part, 'ada')
  expect(await readDeletions(path())).toEqual([
    {
      id: 'delete ada',
      messageId: 'delete ada',
      userId: 'ada',
      anonymousId: null,
      requestedAt: NOW,
      source: 'erasure',
      ended: [],
      waiting: ['braze', 'boomtrain']
    }
  ])
  await part.close()
})

test('keeps no request for what is sent once more to some instance, since nobody requested it', async () => {
  const part = await openRecords()
  await ask(part, 'ada')
  const [before] = await readDeletions(path())
  const again = { source: 'erasure', event: deletionOf('ada'), id: 'delete ada~replay-again' }
  await part.keep?.([{ ...again, instances: new Set(['braze']) }])
  expect(await readDeletions(path())).toEqual([before])
  await part.close()
})

test('keeps what each destination was sent and answered, without secrets', async () => {
  const part = await openRecords()
  await ask(part, 'ada')
  tellRequest(part, [deliveryOf('ada')])
  tellEnd(part, deliveryOf('ada'))
  tellEnd(part, { ...deliveryOf('ada', 'boomtrain') }, { kind: 'skipped', reason: 'it cannot, says s3cret' })
  await part.close()
  const [deletion, ...others] = await readDeletions(path())
  expect(others).toEqual([])
  expect(deletion).toMatchObject({ waiting: [] })
  expect(deletion?.ended).toEqual([
    {
      kind: 'ended',
      at: NOW,
      id: 'delete ada',
      messageId: 'delete ada',
      userId: 'ada',
      anonymousId: null,
      instance: 'braze',
      subscription: 'Deletion requests',
      outcome: 'delivered',
      reason: null,
      attempts: 1,
      unknown: false,
      request: {
        at: NOW,
        method: 'POST',
        url: 'https://braze.example/users/delete?key=‹redacted›',
        bodySha256: 'af07a463ad83fc80a71bc15bc1878d5016d7528f930e8707bea74afdbc02dbfc',
        body: '{"external_ids":["ada"]}',
        answer: { kind: 'response', status: 200, body: '{"deleted":1}' }
      }
    },
    expect.objectContaining({
      instance: 'boomtrain',
      outcome: 'skipped',
      reason: 'it cannot, says ‹redacted›',
      request: null
    })
  ])
  expect(await readFile(path(), 'utf8')).not.toContain('s3cret')
  expect((await stat(path())).mode & 0o777).toBe(0o600)
})

test('keeps no secret that was the one of the request and is not that of the configuration any more', async () => {
  const part = await openRecords()
  const body = { key: 'f0rmer', message: 'the key f0rmer is wrong' }
  tellRequest(part, [deliveryOf('f0rmer')], { kind: 'response', response: { status: 401, headers: {}, body } })
  tellEnd(part, { ...deliveryOf('f0rmer'), event: deletionOf('ada') })
  const [deletion] = await readDeletionsAfter(part)
  expect(deletion?.ended[0]?.request).toMatchObject({
    body: '{"external_ids":["‹redacted›"]}',
    answer: { body: '{"key":"‹redacted›","message":"the key ‹redacted› is wrong"}' }
  })
})

test('a request about several people shows none of them the others', async () => {
  const part = await openRecords()
  tellRequest(part, [deliveryOf('ada'), deliveryOf('bob')])
  tellEnd(part, deliveryOf('ada'))
  tellEnd(part, deliveryOf('bob'))
  await part.close()
  const [ada, ...others] = await readDeletions(path(), { user: 'ada' })
  expect(others).toEqual([])
  expect(ada?.ended[0]?.request).toMatchObject({ body: null, answer: { kind: 'response', status: 200, body: null } })
  expect(JSON.stringify(ada)).not.toContain('bob')
})

test('the last request and the last outcome count', async () => {
  const part = await openRecords()
  await ask(part, 'ada')
  tellRequest(part, [deliveryOf('ada')], { kind: 'failure', failure: 'timeout', message: 'No answer, s3cret.' })
  tellEnd(part, deliveryOf('ada'), { kind: 'expired', reason: 'No answer.', attempts: 9 })
  const [expired] = await readDeletionsAfter(part)
  expect(expired?.ended).toMatchObject([
    { outcome: 'expired', request: { answer: { kind: 'failure', message: 'No answer, ‹redacted›.' } } }
  ])
  const again = await openRecords()
  tellRequest(again, [deliveryOf('ada')])
  tellEnd(again, deliveryOf('ada'))
  const [delivered] = await readDeletionsAfter(again)
  expect(delivered?.ended).toMatchObject([{ outcome: 'delivered', request: { answer: { status: 200 } } }])
})

async function readDeletionsAfter(part: OpenPart): ReturnType<typeof readDeletions> {
  await part.close()
  return readDeletions(path())
}

test('an outcome that a process could not write down any more is taken from the ledger', async () => {
  const store = createMemoryStore()
  const part = await openRecords(store)
  await ask(part, 'ada')
  await part.close()
  await store.append([{ lane: 'braze', id: 'delete ada', key: 'ada', body: '', acceptedAt: NOW }])
  await store.lease({ lane: 'braze', now: NOW, until: NOW + 1, maximumMessages: 1, maximumBytes: 1 })
  const outcome = { instance: 'braze', subscription: 'Deletion requests', messageId: 'delete ada', key: 'ada' }
  const how = { kind: 'delivered', status: 200, reason: null, attempts: 2, unknown: true } as const
  const times = { acceptedAt: NOW, endedAt: NOW + 7 }
  const settled = { lane: 'braze', id: 'delete ada', settledAt: NOW }
  await store.settle([{ kind: 'done', ...settled, outcomes: [{ ...outcome, ...how, ...times }] }])
  const next = await openRecords(store)
  const looksOften = async (): Promise<readonly unknown[]> => {
    const [deletion] = await readDeletions(path())
    return deletion?.ended.length === 0 ? looksOften() : (deletion?.ended ?? [])
  }
  expect(await looksOften()).toMatchObject([
    { instance: 'braze', outcome: 'delivered', attempts: 2, unknown: true, at: NOW + 7, request: null }
  ])
  await next.close()
})

test('a line that a crash left unfinished costs no other', async () => {
  const part = await openRecords()
  await ask(part, 'ada')
  await part.close()
  await appendFile(path(), '{"kind":"requested","id":"cut')
  const next = await openRecords()
  await ask(next, 'bob')
  const deletions = await readDeletionsAfter(next)
  expect(deletions.map(({ userId }) => userId)).toEqual(['ada', 'bob'])
})

test('nothing was ever deleted where there is no file', async () => {
  expect(await readDeletions(path())).toEqual([])
})

test('a record that cannot be written keeps the service from starting, and says so', async () => {
  await mkdir(path())
  await expect(openRecords()).rejects.toThrow(`The record of deletions ${path()} cannot be opened (EISDIR)`)
})
