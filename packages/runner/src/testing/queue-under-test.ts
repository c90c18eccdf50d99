import { afterEach, beforeEach } from '@jest/globals'
import type { LeaseWish, Message, MessageId, NewMessage, OutcomeRecord, QueueStore } from '../queue/queue-store'
import type { Settlement } from '../queue/queue-store'

/** One place a queue can be in, empty at first. */
export interface QueuePlace {
  /** Opens the queue on what the place holds; the one opened before is closed or has crashed. */
  readonly open: () => Promise<QueueStore>
  /** Leaves the place as the sudden end of the process would; undefined if the queue does not outlive its process. */
  readonly crash?: (store: QueueStore) => Promise<void>
  /** How many bytes are used, if that can be told. */
  readonly usedBytes?: () => Promise<number>
  readonly remove: () => Promise<void>
}

export type OpenPlace = () => Promise<QueuePlace>

/** The queue of the running test. */
export interface QueueUnderTest {
  readonly store: QueueStore
  readonly place: QueuePlace
  readonly reopen: (how: 'closed' | 'crashed') => Promise<void>
}

/** Gives every test of the surrounding describe a queue of its own. */
export function useQueue(openPlace: OpenPlace): QueueUnderTest {
  let current: { readonly place: QueuePlace; readonly store: QueueStore } | undefined
  const get = (): { readonly place: QueuePlace; readonly store: QueueStore } => {
    if (current === undefined) throw new Error('There is a queue only while a test runs.')
    return current
  }
  beforeEach(async () => {
    const place = await openPlace()
    current = { place, store: await place.open() }
  })
  afterEach(async () => {
    const { place, store } = get()
    await store.close()
    await place.remove()
  })
  return {
    get store() {
      return get().store
    },
    get place() {
      return get().place
    },
    reopen: async (how) => {
      const before = get()
      current = { place: before.place, store: await reopened(before, how) }
    }
  }
}

export async function reopened(
  { place, store }: Pick<QueueUnderTest, 'place' | 'store'>,
  how: 'closed' | 'crashed'
): Promise<QueueStore> {
  await (how === 'crashed' && place.crash !== undefined ? place.crash(store) : store.close())
  return place.open()
}

/** A message of lane "a"; its key is the first letter of its id unless said otherwise. */
export function message(id: string, more: Partial<NewMessage> = {}): NewMessage {
  return { lane: 'a', id, key: id.slice(0, 1), body: `{"of":"${id}"}`, acceptedAt: 1000, ...more }
}

export function messages(...ids: readonly string[]): readonly NewMessage[] {
  return ids.map((id) => message(id))
}

export function wish(more: Partial<LeaseWish> = {}): LeaseWish {
  return { lane: 'a', now: 2000, until: 10_000, maximumMessages: 100, maximumBytes: 1_000_000, ...more }
}

/** Leases and says which messages were handed out. */
export async function leaseIds(store: QueueStore, more: Partial<LeaseWish> = {}): Promise<readonly string[]> {
  return idsOf(await store.lease(wish(more)))
}

export function idsOf(list: readonly MessageId[]): readonly string[] {
  return list.map(({ id }) => id)
}

export function done(id: string, outcomes: readonly OutcomeRecord[] = []): Settlement {
  return { lane: 'a', id, kind: 'done', settledAt: 3000, outcomes }
}

export function retry(id: string, dueAt: number): Settlement {
  return { lane: 'a', id, kind: 'retry', settledAt: 3000, dueAt, reason: 'busy' }
}

export function release(id: string): Settlement {
  return { lane: 'a', id, kind: 'release', settledAt: 3000 }
}

export function deadLetter(id: string, outcomes: readonly OutcomeRecord[] = []): Settlement {
  return { lane: 'a', id, kind: 'dead-letter', settledAt: 3000, reason: `no ${id}`, outcomes }
}

/** Sets a message aside that some subscriptions have taken. */
export function partlyDelivered(id: string, ...delivered: readonly string[]): Settlement {
  return { lane: 'a', id, kind: 'dead-letter', settledAt: 3000, reason: `no ${id}`, outcomes: [], delivered }
}

export function outcome(messageId: string, more: Partial<OutcomeRecord> = {}): OutcomeRecord {
  return {
    instance: 'acme-eu',
    subscription: 'Track Event',
    messageId,
    key: messageId.slice(0, 1),
    kind: 'delivered',
    status: 201,
    reason: null,
    attempts: 1,
    unknown: false,
    acceptedAt: 1000,
    endedAt: 3000,
    ...more
  }
}

/** Takes everything that is due, as done, in the order it is handed out; one call at a time, so that order shows. */
export async function drain(store: QueueStore, more: Partial<LeaseWish> = {}): Promise<readonly Message[]> {
  const all: Message[] = []
  for (;;) {
    const leased = await store.lease(wish(more))
    if (leased.length === 0) return all
    all.push(...leased)
    await store.settle(leased.map(({ lane, id }) => ({ lane, id, kind: 'done', settledAt: 3000, outcomes: [] })))
  }
}
