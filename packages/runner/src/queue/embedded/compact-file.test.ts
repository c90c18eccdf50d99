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

/** Says that it is aborted when it was asked so often. */
function abortedAfter(steps: number): AbortSignal & { readonly wasAborted: () => boolean } {
  let asked = 0
  const { signal } = new AbortController()
  Object.defineProperty(signal, 'aborted', { get: () => (asked += 1) > steps })
  return Object.assign(signal, { wasAborted: () => asked > steps })
}

test('an id that comes again after forgetting was ended in between is not forgotten a second time', async () => {
  const messages = Array.from({ length: 2500 }, (_, index) => `m${index}`).map((id) => ({
    lane: 'a',
    id,
    key: id,
    body: '',
    acceptedAt: 1
  }))
  const settled = (from: number) =>
    messages
      .slice(from, from + 500)
      .map(({ lane, id }) => ({ kind: 'done', lane, id, settledAt: 3, outcomes: [] }) as const)
  for (let steps = 0, wasAborted = true; wasAborted; steps += 1) {
    const store = await createEmbeddedStore({ path: join(folder, `queue-${steps}.db`) })
    await store.append(messages)
    await store.lease({ lane: 'a', now: 2, until: 9, maximumMessages: 2500, maximumBytes: 9 })
    for (let from = 0; from < messages.length; from += 500) await store.settle(settled(from))
    const signal = abortedAfter(steps)
    await store.compact(4, signal)
    wasAborted = signal.wasAborted()
    const repeated = new Set(await store.append(messages))
    await store.compact(4)
    const acceptedAgain = [...messages.keys()].filter((position) => !repeated.has(position))
    expect(await store.append(messages)).toEqual(acceptedAgain)
    await store.close()
  }
})
