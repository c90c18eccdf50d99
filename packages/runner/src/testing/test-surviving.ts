import { describe, expect, it } from '@jest/globals'
import { HOSTILE_TEXTS } from './hostile-texts'
import {
  deadLetter,
  done,
  idsOf,
  leaseIds,
  message,
  messages,
  outcome,
  partlyDelivered,
  release,
  retry
} from './queue-under-test'
import { useQueue, wish, type OpenPlace } from './queue-under-test'

/** For queues that outlive their process. */
export function testSurviving(openPlace: OpenPlace): void {
  describe.each(['closed', 'crashed'] as const)('after being %s and opened again', (how) => {
    const queue = useQueue(openPlace)

    it('still holds what was appended, in order', async () => {
      const sent = ['x1', 'y1', 'x2'].map((id) => message(id, { body: `body ${id}`, acceptedAt: 1234 }))
      await queue.store.append(sent)
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 3, unknown: 0 })
      expect(await queue.store.size('a')).toEqual({ waiting: 3, leased: 0, deadLetters: 0, oldestAcceptedAt: 1234 })
      expect(await queue.store.lease(wish())).toEqual(sent.map((one) => ({ ...one, attempts: 0, unknown: false })))
    })

    it('still holds lanes, ids, keys and bodies of any text', async () => {
      const sent = HOSTILE_TEXTS.map((text) => message(text, { lane: `lane ${text}`, key: text, body: text }))
      await queue.store.append(sent)
      await queue.reopen(how)
      await queue.store.append(sent)
      const leases = await Promise.all(sent.map(({ lane }) => queue.store.lease(wish({ lane }))))
      expect(leases.flat()).toEqual(sent.map((one) => ({ ...one, attempts: 0, unknown: false })))
    })

    it('hands out in order what lay there before and what came since, whoever of them waits for a retry', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1'))
      await leaseIds(queue.store, { maximumMessages: 1 })
      await queue.store.settle([retry('x1', 5000)])
      await queue.reopen(how)
      await queue.store.append(messages('x2', 'y2', 'w1'))
      expect(await leaseIds(queue.store, { now: 4000 })).toEqual(['y1', 'z1', 'y2', 'w1'])
      const late = await queue.store.lease(wish({ now: 5000 }))
      expect(late.map(({ id, body, attempts }) => [id, body, attempts])).toEqual([
        ['x1', '{"of":"x1"}', 1],
        ['x2', '{"of":"x2"}', 0]
      ])
    })

    it('still knows what came back from being set aside carries', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1'))
      await leaseIds(queue.store)
      await queue.store.settle([partlyDelivered('x1', 'First'), partlyDelivered('y1', 'Second'), done('z1')])
      await queue.store.returnDeadLetters([{ lane: 'a', id: 'x1' }], 7000)
      await queue.reopen(how)
      const [letter] = await queue.store.deadLetters({ maximum: 9 })
      const [returned] = await queue.store.lease(wish({ now: 7000 }))
      expect([letter?.delivered, returned?.delivered]).toEqual([['Second'], ['First']])
    })

    it('still knows the ids it has seen', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1'))
      await leaseIds(queue.store)
      await queue.store.settle([done('x1'), deadLetter('y1')])
      await queue.reopen(how)
      await queue.store.append(messages('x1', 'y1', 'z1', 'w1'))
      expect(await leaseIds(queue.store)).toEqual(['z1', 'w1'])
      await queue.store.settle([done('z1'), done('w1')])
      await queue.store.compact(9000)
      await queue.reopen(how)
      await queue.store.append(messages('x1', 'y1', 'z1', 'w1'))
      expect(await leaseIds(queue.store)).toEqual(['x1', 'z1', 'w1'])
    })

    it('gives back what was leased, unknown only if it was being sent', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1', 'w1'))
      await leaseIds(queue.store, { maximumMessages: 3 })
      await queue.store.markStarted([
        { lane: 'a', id: 'x1' },
        { lane: 'a', id: 'z1' },
        { lane: 'a', id: 'w1' }
      ])
      await queue.store.settle([done('z1')])
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 3, unknown: 1 })
      const leased = await queue.store.lease(wish())
      expect(leased.map(({ id, unknown }) => [id, unknown])).toEqual([
        ['x1', true],
        ['y1', false],
        ['w1', false]
      ])
      expect(leased[0]).toMatchObject({ attempts: 1 })
    })

    it('still knows that a message that waits for a retry may have been delivered', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await leaseIds(queue.store)
      const x1 = {
        lane: 'a',
        id: 'x1',
        kind: 'retry',
        settledAt: 3000,
        dueAt: 2000,
        reason: 'cut',
        unknown: true
      } as const
      await queue.store.settle([x1, retry('y1', 2000)])
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 2, unknown: 1 })
      expect((await queue.store.lease(wish())).map(({ id, unknown }) => [id, unknown])).toEqual([
        ['x1', true],
        ['y1', false]
      ])
    })

    it('still knows that a message is unknown after it was tried again', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store)
      await queue.store.markStarted([{ lane: 'a', id: 'x1' }])
      await queue.reopen(how)
      await leaseIds(queue.store)
      await queue.store.settle([retry('x1', 5000)])
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 1, unknown: 1 })
      expect(await queue.store.lease(wish({ now: 5000 }))).toMatchObject([{ id: 'x1', unknown: true, attempts: 2 }])
    })

    it('still knows that a message is unknown after it was released', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store)
      await queue.store.markStarted([{ lane: 'a', id: 'x1' }])
      await queue.reopen(how)
      await leaseIds(queue.store)
      await queue.store.settle([release('x1')])
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 1, unknown: 1 })
      expect(await queue.store.lease(wish())).toMatchObject([{ id: 'x1', unknown: true, attempts: 1 }])
    })

    it('still knows what waits for a retry, how often it was tried and why, and what waits behind it', async () => {
      await queue.store.append(messages('x1', 'y1', 'x2'))
      await leaseIds(queue.store)
      await queue.store.markStarted([{ lane: 'a', id: 'x1' }])
      await queue.store.settle([retry('x1', 5000), done('y1')])
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 2, unknown: 0 })
      expect(await leaseIds(queue.store, { now: 4999 })).toEqual([])
      expect(await queue.store.expire({ lane: 'a', acceptedBefore: 1000, now: 4999, outcomes: () => [] })).toBe(0)
      const leased = await queue.store.lease(wish({ now: 5000 }))
      expect(leased.map(({ id, attempts, body }) => [id, attempts, body])).toEqual([
        ['x1', 1, '{"of":"x1"}'],
        ['x2', 0, '{"of":"x2"}']
      ])
      await queue.store.settle([retry('x1', 6000)])
      await queue.reopen(how)
      await queue.store.expire({ lane: 'a', acceptedBefore: 5000, now: 5500, outcomes: () => [] })
      expect(await queue.store.deadLetters({ maximum: 1 })).toMatchObject([
        { id: 'x1', reason: 'expired: busy', attempts: 2 }
      ])
    })

    it('keeps a message that waits for a retry behind an older one of its key that was leased', async () => {
      await queue.store.append(messages('x1', 'x2'))
      await leaseIds(queue.store)
      await queue.store.settle([retry('x2', 2500)])
      await queue.reopen(how)
      await queue.store.append(messages('y1'))
      expect(await leaseIds(queue.store, { now: 2400 })).toEqual(['x1', 'y1'])
      expect(await leaseIds(queue.store, { now: 2500 })).toEqual([])
      await queue.store.settle([done('x1')])
      expect(await leaseIds(queue.store, { now: 2500 })).toEqual(['x2'])
    })

    it('does not bring back what was done, even if it was done out of order', async () => {
      const ids = Array.from({ length: 150 }, (_, index) => `${index}`)
      await queue.store.append(ids.map((id) => message(id, { key: id })))
      await leaseIds(queue.store, { maximumMessages: 500 })
      await queue.store.settle(ids.filter((id) => Number(id) % 3 !== 0).map((id) => done(id)))
      await queue.reopen(how)
      expect(await queue.store.recover()).toEqual({ waiting: 50, unknown: 0 })
      expect(await leaseIds(queue.store, { maximumMessages: 500 })).toEqual(ids.filter((id) => Number(id) % 3 === 0))
    })

    it('still holds dead letters and outcomes', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1'))
      await leaseIds(queue.store)
      await queue.store.settle([deadLetter('x1', [outcome('x1')]), deadLetter('y1'), done('z1', [outcome('z1')])])
      const [letter] = await queue.store.deadLetters({ maximum: 1 })
      await queue.reopen(how)
      expect(await queue.store.deadLetters({ maximum: 1 })).toEqual([letter])
      expect(await queue.store.outcomes({ maximum: 9 })).toEqual([outcome('z1'), outcome('x1')])
      expect(await queue.store.lanes()).toEqual(['a'])
      await queue.store.returnDeadLetters([{ lane: 'a', id: 'x1' }], 7000)
      await queue.store.dropDeadLetters([{ lane: 'a', id: 'y1' }])
      await queue.reopen(how)
      expect(idsOf(await queue.store.deadLetters({ maximum: 9 }))).toEqual([])
      expect(await queue.store.lease(wish({ now: 7000 }))).toMatchObject([{ id: 'x1', acceptedAt: 7000 }])
    })

    it('does not use a place or a position twice', async () => {
      await queue.store.append(messages('x1', 'y1'))
      await leaseIds(queue.store)
      await queue.store.settle([deadLetter('x1'), done('y1')])
      const [letter] = await queue.store.deadLetters({ maximum: 1 })
      await queue.store.dropDeadLetters([{ lane: 'a', id: 'x1' }])
      await queue.reopen(how)
      await queue.store.append(messages('x2', 'y2'))
      expect(await leaseIds(queue.store)).toEqual(['x2', 'y2'])
      await queue.store.settle([deadLetter('x2')])
      await queue.reopen(how)
      const [next] = await queue.store.deadLetters({ maximum: 1 })
      expect(next?.position).toBeGreaterThan(letter?.position ?? Infinity)
      expect(await leaseIds(queue.store)).toEqual(['y2'])
    })
  })
}
