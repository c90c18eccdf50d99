import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedStore } from '../embedded-store'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-compact-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('forgetting ends early when it is told to, and goes on the next time', async () => {
  const store = await createEmbeddedStore({ path: join(folder, 'queue.db') })
  const ids = Array.from({ length: 5 }, (_, index) => `m${index}`)
  await store.append(ids.map((id) => ({ lane: 'a', id, key: id, body: '', acceptedAt: 1 })))
  await store.lease({ lane: 'a', now: 2, until: 9, maximumMessages: 9, maximumBytes: 9 })
  for (const id of ids) await store.settle([{ kind: 'done', lane: 'a', id, settledAt: 3, outcomes: [] }])
  const remembered = () => store.append(ids.map((id) => ({ lane: 'a', id, key: id, body: '', acceptedAt: 1 })))
  await store.compact(4, AbortSignal.abort())
  expect(await remembered()).toEqual([0, 1, 2, 3, 4])
  await store.compact(4)
  expect(await remembered()).toEqual([])
  await store.close()
})
