import { describe, expect, it } from '@jest/globals'
import type { NewMessage } from '../queue/queue-store'
import {
  deadLetter,
  done,
  idsOf,
  leaseIds,
  message,
  messages,
  outcome,
  partlyDelivered,
  retry
} from './queue-under-test'
import { useQueue, wish, type OpenPlace } from './queue-under-test'

const idsOfA = (...ids: readonly string[]): readonly { readonly lane: string; readonly id: string }[] =>
  ids.map((id) => ({ lane: 'a', id }))

const carried = ({ id, delivered }: NewMessage): unknown => [id, delivered ?? null]

export function testDeadLetters(openPlace: OpenPlace): void {
  describe('dead letters', () => {
    const queue = useQueue(openPlace)
    const setAside = async (...ids: readonly string[]): Promise<void> => {
      await queue.store.append(messages(...ids))
      await leaseIds(queue.store)
      await queue.store.settle(ids.map((id) => deadLetter(id)))
    }

    it('keeps the message, why it was set aside, when, and how often it was tried', async () => {
      const sent = message('x1', { key: 'Ann \0', body: '"\ud83d"', acceptedAt: 1234 })
      await queue.store.append([sent])
      await leaseIds(queue.store)
      await queue.store.settle([retry('x1', 2500)])
      await leaseIds(queue.store, { now: 2500 })
      await queue.store.settle([{ ...deadLetter('x1'), settledAt: 4000 }])
      expect(await queue.store.deadLetters({ maximum: 10 })).toEqual([
        { ...sent, reason: 'no x1', attempts: 2, setAsideAt: 4000, position: expect.any(Number) }
      ])
    })

    it('lists them oldest first, page by page, of one lane or all', async () => {
      await setAside('x1', 'y1', 'z1')
      await queue.store.append([message('x1', { lane: 'b' })])
      await leaseIds(queue.store, { lane: 'b' })
      await queue.store.settle([{ ...deadLetter('x1'), lane: 'b' }])
      await setAside('w1')
      const page = await queue.store.deadLetters({ maximum: 2 })
      expect(idsOf(page)).toEqual(['x1', 'y1'])
      const after = page.at(-1)?.position ?? Infinity
      expect((await queue.store.deadLetters({ maximum: 9, after })).map(({ lane, id }) => lane + id)).toEqual([
        'az1',
        'bx1',
        'aw1'
      ])
      expect(idsOf(await queue.store.deadLetters({ maximum: 9, after, lane: 'a' }))).toEqual(['z1', 'w1'])
      expect(await queue.store.deadLetters({ maximum: 9, lane: 'c' })).toEqual([])
      expect(await queue.store.deadLetters({ maximum: 0 })).toEqual([])
    })

    it('goes on paging after a letter that is gone', async () => {
      await setAside('x1', 'y1', 'z1')
      const [first, second] = await queue.store.deadLetters({ maximum: 2 })
      await queue.store.dropDeadLetters(idsOfA('x1', 'y1'))
      expect(first?.position).toBeLessThan(second?.position ?? 0)
      expect(idsOf(await queue.store.deadLetters({ maximum: 9, after: second?.position ?? 0 }))).toEqual(['z1'])
    })

    it('returns them to the end of the lane, accepted now and never tried', async () => {
      await setAside('x1', 'y1')
      await queue.store.append(messages('z1', 'x2'))
      expect(await queue.store.returnDeadLetters(idsOfA('x1', 'q1', 'x1'), 7000)).toBe(1)
      expect(idsOf(await queue.store.deadLetters({ maximum: 9 }))).toEqual(['y1'])
      const leased = await queue.store.lease(wish({ now: 7000 }))
      expect(idsOf(leased)).toEqual(['z1', 'x2', 'x1'])
      expect(leased[2]).toEqual({ ...message('x1', { acceptedAt: 7000 }), attempts: 0, unknown: false })
    })

    it('keeps what it is told to carry, over retries and being set aside again', async () => {
      await queue.store.append(messages('x1', 'x2', 'y1'))
      await leaseIds(queue.store)
      await queue.store.settle([partlyDelivered('x1', 'First'), done('x2'), deadLetter('y1')])
      const letters = await queue.store.deadLetters({ maximum: 9 })
      expect(letters.map(carried)).toEqual([
        ['x1', ['First']],
        ['y1', null]
      ])
      await queue.store.returnDeadLetters(idsOfA('x1', 'y1'), 7000)
      expect((await queue.store.lease(wish({ now: 7000 }))).map(carried)).toEqual(letters.map(carried))
      await queue.store.settle([retry('x1', 8000), done('y1')])
      expect((await queue.store.lease(wish({ now: 8000 }))).map(carried)).toEqual([['x1', ['First']]])
      await queue.store.settle([deadLetter('x1')])
      expect((await queue.store.deadLetters({ maximum: 9 })).map(carried)).toEqual([['x1', ['First']]])
      await queue.store.returnDeadLetters(idsOfA('x1'), 9000)
      await queue.store.expire({ lane: 'a', acceptedBefore: 9001, now: 9001, outcomes: () => [] })
      expect((await queue.store.deadLetters({ maximum: 9 })).map(carried)).toEqual([['x1', ['First']]])
    })

    it('takes in a message that carries something', async () => {
      await queue.store.append([message('x1'), message('y1', { delivered: ['First', 'Second'] })])
      const leased = await queue.store.lease(wish())
      expect(leased.map(({ delivered }) => delivered)).toEqual([undefined, ['First', 'Second']])
    })

    it('returns several in the order in which they were set aside', async () => {
      await setAside('x1', 'y1', 'z1')
      expect(await queue.store.returnDeadLetters(idsOfA('z1', 'x1', 'y1'), 7000)).toBe(3)
      expect(await leaseIds(queue.store, { now: 7000 })).toEqual(['x1', 'y1', 'z1'])
    })

    it('waits for older messages of the key when one is returned', async () => {
      await setAside('x1')
      await queue.store.append(messages('x2'))
      await leaseIds(queue.store)
      await queue.store.returnDeadLetters(idsOfA('x1'), 7000)
      expect(await leaseIds(queue.store, { now: 7000 })).toEqual([])
      await queue.store.settle([done('x2')])
      expect(await leaseIds(queue.store, { now: 7000 })).toEqual(['x1'])
    })

    it('forgets those that are dropped', async () => {
      await setAside('x1', 'y1')
      expect(await queue.store.dropDeadLetters([...idsOfA('x1', 'q1'), { lane: 'b', id: 'y1' }])).toBe(1)
      expect(idsOf(await queue.store.deadLetters({ maximum: 9 }))).toEqual(['y1'])
      expect(await queue.store.returnDeadLetters(idsOfA('x1'), 7000)).toBe(0)
      expect(await queue.store.size('a')).toEqual({
        waiting: 0,
        leased: 0,
        deadLetters: 1,
        oldestAcceptedAt: undefined
      })
    })

    it('does not take an id again that was set aside, returned or dropped, as long as it is remembered', async () => {
      await setAside('x1', 'y1', 'z1')
      await queue.store.returnDeadLetters(idsOfA('y1'), 7000)
      await queue.store.dropDeadLetters(idsOfA('z1'))
      await queue.store.append(messages('x1', 'y1', 'z1'))
      expect(await leaseIds(queue.store, { now: 7000 })).toEqual(['y1'])
      await queue.store.compact(9000)
      await queue.store.append(messages('x1', 'y1', 'z1'))
      expect(await leaseIds(queue.store, { now: 7000 })).toEqual(['z1'])
    })

    it('sets aside what was accepted too long ago, as expired, and lets the rest of the key go', async () => {
      await queue.store.append([
        message('x1', { acceptedAt: 100 }),
        message('y1', { acceptedAt: 200 }),
        message('x2', { acceptedAt: 300 })
      ])
      await leaseIds(queue.store, { maximumMessages: 1 })
      await queue.store.settle([retry('x1', 90_000)])
      expect(await queue.store.expire({ lane: 'a', acceptedBefore: 300, now: 5000, outcomes: () => [] })).toBe(2)
      const letters = await queue.store.deadLetters({ maximum: 9 })
      expect(letters.map(({ id, reason, attempts, setAsideAt }) => [id, reason, attempts, setAsideAt])).toEqual([
        ['x1', 'expired: busy', 1, 5000],
        ['y1', 'expired', 0, 5000]
      ])
      expect(await leaseIds(queue.store, { now: 5000 })).toEqual(['x2'])
    })

    it('does not expire what is leased, and does expire it once its lease has ended', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await leaseIds(queue.store, { until: 6000, maximumMessages: 1 })
      const old = { lane: 'a', acceptedBefore: 5000, outcomes: () => [] }
      expect(await queue.store.expire({ ...old, now: 5999 })).toBe(1)
      expect(await queue.store.size('a')).toMatchObject({ waiting: 0, leased: 1, deadLetters: 1 })
      expect(await queue.store.expire({ ...old, now: 6000 })).toBe(1)
      expect(await queue.store.size('a')).toMatchObject({ waiting: 0, leased: 0, deadLetters: 2 })
      expect(await queue.store.expire({ ...old, now: 7000 })).toBe(0)
      expect(await queue.store.expire({ ...old, now: 7000, lane: 'b' })).toBe(0)
    })

    it('expires what waits behind an older message of its key, and what waits for a retry behind younger ones', async () => {
      await queue.store.append([
        message('x1'),
        message('x2', { acceptedAt: 1001 }),
        message('y1', { acceptedAt: 1002 })
      ])
      await leaseIds(queue.store, { maximumMessages: 1 })
      await leaseIds(queue.store)
      await queue.store.settle([retry('y1', 90_000)])
      expect(await queue.store.expire({ lane: 'a', acceptedBefore: 2000, now: 5000, outcomes: () => [] })).toBe(2)
      await queue.store.settle([done('x1')])
      expect(await queue.store.size('a')).toMatchObject({ waiting: 0, leased: 0, deadLetters: 2 })
    })

    it('expires thousands at once, and records what the caller says of each', async () => {
      await queue.store.append(messages(...Array.from({ length: 3000 }, (_, index) => `${index % 10}-${index}`)))
      await queue.store.append([message('young', { acceptedAt: 5000 })])
      const count = await queue.store.expire({
        lane: 'a',
        acceptedBefore: 2000,
        now: 6000,
        outcomes: (letter) => [
          outcome(letter.id, { kind: 'expired', reason: letter.reason, endedAt: letter.setAsideAt })
        ]
      })
      expect(count).toBe(3000)
      expect(await leaseIds(queue.store)).toEqual(['young'])
      expect(await queue.store.outcomes({ kind: 'expired', maximum: 9000 })).toHaveLength(3000)
      expect(await queue.store.outcomes({ maximum: 1 })).toEqual([
        outcome('9-2999', { kind: 'expired', reason: 'expired', endedAt: 6000 })
      ])
    })
  })
}
