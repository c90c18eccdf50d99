import { createMemoryStore } from '@waybill/runner'
import type { DeadLetter, QueueStore } from '@waybill/runner'
import { createFakeClock } from '../../../runner/test/fake-clock'
import { eventBy } from '../../../runner/test/start-engine'
import { createDeadLetterChanges } from './dead-letter-changes'

const LANE = 'acme/send'

const SET_ASIDE = { settledAt: 1, reason: 'x', outcomes: [], delivered: ['another subscription'] } as const

/** A store with one dead letter, `m`, and messages of these ids that wait behind it. */
async function startWith(...ids: readonly string[]) {
  const store = createMemoryStore()
  const messages = ['m', ...ids].map((id) => ({ lane: LANE, id, key: 'ada', body: '{}', acceptedAt: 0 }))
  await store.append(messages)
  await store.lease({ lane: LANE, now: 1, until: 2, maximumMessages: 1, maximumBytes: 1000 })
  await store.settle([{ lane: LANE, id: 'm', kind: 'dead-letter', ...SET_ASIDE }])
  const [letter] = await store.deadLetters({ maximum: 1 })
  if (letter === undefined) throw new Error('There is no dead letter.')
  const changes = createDeadLetterChanges({ store, clock: createFakeClock(), returned: () => undefined })
  return { store, letter, changes, waiting: () => waitingIn(store) }
}

async function waitingIn(store: QueueStore): Promise<readonly string[]> {
  const all = await store.lease({ lane: LANE, now: 1e15, until: 1e15, maximumMessages: 10, maximumBytes: 10_000 })
  return all.map(({ id }) => id)
}

const edit = (id: string) => eventBy('ada', 'send', id)

test('of two edits at once one takes the place of the dead letter, and the other is told that it is gone', async () => {
  const { changes, letter, waiting, store } = await startWith()
  const edits = await Promise.all([changes.replace(letter, edit('a')), changes.replace(letter, edit('b'))])
  expect(edits).toEqual(['m~edited-1', undefined])
  expect(await waiting()).toEqual(['m~edited-1'])
  expect(await store.deadLetters({ maximum: 9 })).toEqual([])
})

type Change = (changes: ReturnType<typeof createDeadLetterChanges>, letter: DeadLetter) => Promise<unknown>
const replaced: Change = (changes, letter) => changes.replace(letter, edit('a'))
const putBack: Change = (changes, letter) => changes.putBack([letter])
const dropped: Change = (changes, letter) => changes.drop([letter])

test.each<[string, readonly [Change, Change], readonly unknown[], readonly string[]]>([
  ['edited and put back', [replaced, putBack], ['m~edited-1', 0], ['m~edited-1']],
  ['put back and edited', [putBack, replaced], [1, undefined], ['m']],
  ['edited and dropped', [replaced, dropped], ['m~edited-1', 0], ['m~edited-1']],
  ['dropped and edited', [dropped, replaced], [1, undefined], []]
])('%s at once, only the first is done', async (_, both, ends, left) => {
  const { changes, letter, waiting } = await startWith()
  expect(await Promise.all(both.map((change) => change(changes, letter)))).toEqual(ends)
  expect(await waiting()).toEqual(left)
})

test('an id that came before is passed over', async () => {
  const { changes, letter, waiting } = await startWith('m~edited-1', 'm~edited-2')
  expect(await changes.replace(letter, edit('a'))).toBe('m~edited-3')
  expect(await waiting()).toEqual(['m~edited-1', 'm~edited-2', 'm~edited-3'])
})

test('where the vendor has it already goes with an edit', async () => {
  const { changes, letter, store } = await startWith()
  await changes.replace(letter, edit('a'))
  const [message] = await store.lease({ lane: LANE, now: 2, until: 3, maximumMessages: 1, maximumBytes: 1000 })
  expect(message?.delivered).toEqual(['another subscription'])
})

test('a change that fails keeps none of those behind it', async () => {
  const { store, letter } = await startWith()
  const failing: QueueStore = { ...store, returnDeadLetters: () => Promise.reject(new Error('The disk is gone.')) }
  const changes = createDeadLetterChanges({ store: failing, clock: createFakeClock(), returned: () => undefined })
  const first = changes.putBack([letter])
  const following = changes.drop([letter])
  await expect(first).rejects.toThrow('The disk is gone.')
  expect(await following).toBe(1)
})
