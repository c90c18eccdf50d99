import { describe, expect, it } from '@jest/globals'
import type { Message } from '../queue/queue-store'
import { deadLetter, done, leaseIds, message, messages, outcome, release, retry } from './queue-under-test'
import { useQueue, wish, type OpenPlace } from './queue-under-test'

export function testSettling(openPlace: OpenPlace): void {
  describe('leasing and settling', () => {
    const queue = useQueue(openPlace)
    const leaseOne = async (now: number): Promise<Message | undefined> =>
      (await queue.store.lease(wish({ now, until: now + 1000 })))[0]

    it('does not hand out a message twice while it is leased, and again when the lease has ended', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store, { now: 2000, until: 3000 })
      expect(await leaseIds(queue.store, { now: 2999 })).toEqual([])
      expect(await leaseIds(queue.store, { now: 3000 })).toEqual(['x1'])
    })

    it('ends the lease of each message at its own time', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1'))
      await leaseIds(queue.store, { until: 4000, maximumMessages: 1 })
      await leaseIds(queue.store, { until: 3000, maximumMessages: 1 })
      await leaseIds(queue.store, { until: 5000, maximumMessages: 1 })
      expect(await leaseIds(queue.store, { now: 3500 })).toEqual(['y1'])
      expect(await leaseIds(queue.store, { now: 4500 })).toEqual(['x1'])
      expect(await queue.store.size('a')).toMatchObject({ waiting: 0, leased: 3 })
    })

    it('counts how often a message was handed out before, whatever ended it, except for releases', async () => {
      await queue.store.append(messages('x1'))
      expect(await leaseOne(2000)).toMatchObject({ attempts: 0 })
      await queue.store.settle([retry('x1', 2500)])
      expect(await leaseOne(3000)).toMatchObject({ attempts: 1 })
      await queue.store.settle([release('x1')])
      expect(await leaseOne(3100)).toMatchObject({ attempts: 1 })
      expect(await leaseOne(9000)).toMatchObject({ attempts: 2 })
      await queue.store.settle([retry('x1', 9000)])
      expect(await leaseOne(9000)).toMatchObject({ attempts: 3 })
    })

    it('says that a message is unknown once its lease ended while it was being sent, and not otherwise', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await queue.store.lease(wish({ until: 3000 }))
      await queue.store.markStarted([{ lane: 'a', id: 'x1' }])
      const again = await queue.store.lease(wish({ now: 3000, until: 4000 }))
      expect(again.map(({ id, unknown }) => [id, unknown])).toEqual([
        ['x1', true],
        ['y1', false]
      ])
      await queue.store.settle([retry('x1', 5000), retry('y1', 5000)])
      const later = await queue.store.lease(wish({ now: 5000 }))
      expect(later.map(({ unknown }) => unknown)).toEqual([true, false])
    })

    it('knows what happened to a message that was being sent when its retry or release was settled', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await queue.store.lease(wish())
      await queue.store.markStarted([
        { lane: 'a', id: 'x1' },
        { lane: 'a', id: 'y1' }
      ])
      await queue.store.settle([retry('x1', 4000), release('y1')])
      const again = await queue.store.lease(wish({ now: 4000, until: 5000 }))
      expect(again.map(({ unknown }) => unknown)).toEqual([false, false])
      expect((await queue.store.lease(wish({ now: 5000 }))).map(({ unknown }) => unknown)).toEqual([false, false])
    })

    it('passes over what is started after its lease has ended', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store, { until: 3000 })
      await leaseIds(queue.store, { now: 3000, maximumMessages: 0 })
      await queue.store.markStarted([{ lane: 'a', id: 'x1' }])
      expect(await leaseOne(3000)).toMatchObject({ id: 'x1', unknown: false })
      expect(await leaseOne(9000)).toMatchObject({ id: 'x1', unknown: false })
    })

    it('passes over what is started and not there', async () => {
      await queue.store.append(messages('x1'))
      await queue.store.markStarted([
        { lane: 'a', id: 'x1' },
        { lane: 'a', id: 'y1' },
        { lane: 'b', id: 'x1' }
      ])
      expect(await leaseOne(2000)).toMatchObject({ attempts: 0, unknown: false })
    })

    it('settles many messages of many lanes with one call', async () => {
      await queue.store.append([...messages('x1', 'y1', 'z1', 'w1'), message('x1', { lane: 'b' })])
      await leaseIds(queue.store)
      await leaseIds(queue.store, { lane: 'b' })
      const settlements = [done('x1'), retry('y1', 5000), deadLetter('z1'), release('w1')]
      await queue.store.settle([...settlements, { ...done('x1'), lane: 'b' }])
      expect(await queue.store.size('a')).toEqual({ waiting: 2, leased: 0, deadLetters: 1, oldestAcceptedAt: 1000 })
      expect(await queue.store.size('b')).toMatchObject({ waiting: 0, leased: 0, deadLetters: 0 })
    })

    it('takes a late answer for a message whose lease has ended', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store, { until: 3000 })
      await leaseIds(queue.store, { now: 3000, lane: 'a', until: 4000 })
      await leaseIds(queue.store, { now: 4000, maximumMessages: 0 })
      await queue.store.settle([done('x1', [outcome('x1')])])
      expect(await leaseIds(queue.store, { now: 9000 })).toEqual([])
      expect(await queue.store.outcomes({ maximum: 10 })).toHaveLength(1)
    })

    it('passes over what is settled twice, never leased, or unheard of, with its outcomes', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await leaseIds(queue.store, { maximumMessages: 1 })
      await queue.store.settle([done('x1', [outcome('x1')]), done('x1', [outcome('twice')])])
      await queue.store.settle([deadLetter('x1', [outcome('again')]), retry('x1', 0), release('x1')])
      await queue.store.settle([done('y1', [outcome('never leased')]), done('q1', [outcome('unheard of')])])
      await queue.store.settle([{ ...done('y1', [outcome('elsewhere')]), lane: 'b' }])
      expect((await queue.store.outcomes({ maximum: 10 })).map(({ messageId }) => messageId)).toEqual(['x1'])
      expect(await leaseIds(queue.store)).toEqual(['y1'])
      expect(await queue.store.deadLetters({ maximum: 10 })).toEqual([])
    })

    it('tells how much a lane holds, and since when', async () => {
      await queue.store.append([message('x1', { acceptedAt: 100 }), message('x2', { acceptedAt: 200 })])
      await queue.store.append([message('y1', { acceptedAt: 300 })])
      expect(await queue.store.size('a')).toEqual({ waiting: 3, leased: 0, deadLetters: 0, oldestAcceptedAt: 100 })
      await leaseIds(queue.store, { maximumMessages: 2 })
      expect(await queue.store.size('a')).toEqual({ waiting: 1, leased: 2, deadLetters: 0, oldestAcceptedAt: 100 })
      await queue.store.settle([retry('x1', 9000), done('x2')])
      expect(await queue.store.size('a')).toEqual({ waiting: 2, leased: 0, deadLetters: 0, oldestAcceptedAt: 100 })
      await leaseIds(queue.store, { now: 9000 })
      await queue.store.settle([deadLetter('x1')])
      expect(await queue.store.size('a')).toEqual({ waiting: 0, leased: 1, deadLetters: 1, oldestAcceptedAt: 300 })
      expect(await queue.store.size('b')).toEqual({
        waiting: 0,
        leased: 0,
        deadLetters: 0,
        oldestAcceptedAt: undefined
      })
    })

    it('names the lanes that hold something', async () => {
      await queue.store.append([message('x1'), message('x1', { lane: 'b' }), message('x1', { lane: 'c' })])
      for (const lane of ['a', 'b']) await leaseIds(queue.store, { lane })
      await queue.store.settle([done('x1'), { ...deadLetter('x1'), lane: 'b' }])
      expect((await queue.store.lanes()).toSorted()).toEqual(['b', 'c'])
    })

    it('does nothing more once it is closed', async () => {
      await queue.store.append(messages('x1'))
      await queue.store.close()
      await queue.store.close()
      await expect(queue.store.append(messages('x2'))).rejects.toThrow(/closed/)
      await expect(queue.store.lease(wish())).rejects.toThrow(/closed/)
      await expect(queue.store.settle([])).rejects.toThrow(/closed/)
    })

    it('finishes what is under way before it closes', async () => {
      const appended = queue.store.append(messages('x1'))
      await queue.store.close()
      await expect(appended).resolves.toEqual([])
    })
  })
}
