import { describe, expect, it } from '@jest/globals'
import type { OutcomeRecord, OutcomeWish } from '../queue/queue-store'
import { deadLetter, done, leaseIds, message, messages, outcome, useQueue, type OpenPlace } from './queue-under-test'

export function testOutcomes(openPlace: OpenPlace): void {
  describe('outcomes', () => {
    const queue = useQueue(openPlace)
    const record = async (id: string, ...outcomes: readonly OutcomeRecord[]): Promise<void> => {
      await queue.store.append(messages(id))
      await leaseIds(queue.store)
      await queue.store.settle([done(id, outcomes)])
    }

    it('keeps all that was said of a delivery, last recorded first', async () => {
      const first = outcome('x1')
      const second = outcome('x1', {
        subscription: null,
        kind: 'rejected',
        status: null,
        reason: 'nul \0 "quotes" 👍 \ud83d',
        unknown: true
      })
      await record('x1', first, second)
      await record('y1', outcome('y1'))
      expect(await queue.store.outcomes({ maximum: 10 })).toEqual([outcome('y1'), second, first])
    })

    const find = async (wished: Omit<OutcomeWish, 'maximum'>): Promise<readonly string[]> => {
      const found = await queue.store.outcomes({ ...wished, maximum: 10 })
      return found.map((one) => `${one.messageId} ${one.instance} ${one.kind}`)
    }

    it('finds them by instance, key, message and kind, and by several of these', async () => {
      await record('x1', outcome('x1'), outcome('x1', { instance: 'globex', kind: 'skipped' }))
      await record('y1', outcome('y1', { kind: 'skipped' }))
      expect(await find({ instance: 'globex' })).toEqual(['x1 globex skipped'])
      expect(await find({ key: 'y' })).toEqual(['y1 acme-eu skipped'])
      expect(await find({ messageId: 'x1' })).toEqual(['x1 globex skipped', 'x1 acme-eu delivered'])
      expect(await find({ kind: 'skipped' })).toEqual(['y1 acme-eu skipped', 'x1 globex skipped'])
      expect(await find({ kind: 'skipped', key: 'x' })).toEqual(['x1 globex skipped'])
      expect(await find({ kind: 'expired' })).toEqual([])
      // What one field says must not be found where another is asked for.
      expect(await find({ key: 'x1' })).toEqual([])
      expect(await find({ messageId: 'acme-eu' })).toEqual([])
    })

    it.each(['', '"', '\\', 'nul \0', '%_', 'ünï', '\ud83d', '\\u0000', '["'])('finds %j as a key', async (key) => {
      await record('x1', outcome('x1', { key }), outcome('x1', { key: `${key}.` }))
      expect(await queue.store.outcomes({ key, maximum: 10 })).toEqual([outcome('x1', { key })])
    })

    it('answers with the latest if there are more than wished for, none if none are', async () => {
      for (const id of ['x1', 'y1', 'z1']) await record(id, outcome(id))
      expect((await queue.store.outcomes({ maximum: 2 })).map((one) => one.messageId)).toEqual(['z1', 'y1'])
      expect((await queue.store.outcomes({ maximum: 1, key: 'x' })).map((one) => one.messageId)).toEqual(['x1'])
      expect(await queue.store.outcomes({ maximum: 0 })).toEqual([])
    })

    it('finds one among thousands', async () => {
      const ids = Array.from({ length: 3000 }, (_, index) => `${index % 10}-${index}`)
      await queue.store.append(messages(...ids))
      await leaseIds(queue.store, { maximumMessages: 5000 })
      for (let start = 0; start < ids.length; start += 100) {
        await queue.store.settle(ids.slice(start, start + 100).map((id) => done(id, [outcome(id)])))
      }
      expect(await queue.store.outcomes({ messageId: '0-10', maximum: 10 })).toEqual([outcome('0-10')])
      expect(await queue.store.outcomes({ maximum: 5000 })).toHaveLength(3000)
    })

    it('records what is said of a message that is set aside', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store)
      await queue.store.settle([deadLetter('x1', [outcome('x1', { kind: 'rejected' })])])
      expect(await queue.store.outcomes({ maximum: 10 })).toEqual([outcome('x1', { kind: 'rejected' })])
    })

    it('forgets ids and outcomes of what was settled before a point in time, and nothing else', async () => {
      await queue.store.append(messages('x1', 'y1', 'z1', 'w1'))
      await leaseIds(queue.store, { maximumMessages: 3 })
      await queue.store.settle([
        { ...done('x1', [outcome('x1')]), settledAt: 3000 },
        { ...done('y1', [outcome('y1')]), settledAt: 4000 },
        { ...deadLetter('z1', [outcome('z1')]), settledAt: 3000 }
      ])
      await queue.store.compact(4000)
      expect((await queue.store.outcomes({ maximum: 10 })).map((one) => one.messageId)).toEqual(['y1'])
      await queue.store.append([...messages('x1', 'y1', 'z1', 'w1'), message('x1', { body: 'twice' })])
      expect(await leaseIds(queue.store)).toEqual(['w1', 'x1'])
      await queue.store.compact(4001)
      await queue.store.append(messages('x1', 'y1', 'z1', 'w1'))
      expect(await leaseIds(queue.store)).toEqual(['y1'])
      expect(await queue.store.outcomes({ maximum: 10 })).toEqual([])
    })

    it('gives the space back', async () => {
      if (queue.place.usedBytes === undefined) return
      const body = 'x'.repeat(2000)
      const ids = Array.from({ length: 2000 }, (_, index) => `${index % 10}-${index}`)
      await queue.store.append(ids.map((id) => message(id, { body })))
      expect(await queue.place.usedBytes()).toBeGreaterThan(4_000_000)
      await leaseIds(queue.store, { maximumMessages: 5000, maximumBytes: 1e9 })
      await queue.store.settle(ids.map((id) => done(id, [outcome(id, { reason: body })])))
      await queue.store.append(messages('x1'))
      await queue.store.compact(9000)
      expect(await queue.place.usedBytes()).toBeLessThan(500_000)
      expect(await leaseIds(queue.store)).toEqual(['x1'])
    })
  })
}
