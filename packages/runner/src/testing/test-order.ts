import { describe, expect, it } from '@jest/globals'
import { deadLetter, done, idsOf, leaseIds, message, messages, release, retry } from './queue-under-test'
import { useQueue, wish, type OpenPlace } from './queue-under-test'

export function testOrder(openPlace: OpenPlace): void {
  describe('order', () => {
    const queue = useQueue(openPlace)

    it('hands out messages of several keys as they came, several of one key together', async () => {
      await queue.store.append(messages('x1', 'y1', 'x2', 'z1', 'x3', 'y2'))
      expect(await leaseIds(queue.store)).toEqual(['x1', 'y1', 'x2', 'z1', 'x3', 'y2'])
    })

    it('hands out nothing of a key while an older message of it is leased by an earlier call', async () => {
      await queue.store.append(messages('x1', 'x2', 'y1', 'x3'))
      expect(await leaseIds(queue.store, { maximumMessages: 1 })).toEqual(['x1'])
      expect(await leaseIds(queue.store)).toEqual(['y1'])
      await queue.store.append(messages('x4', 'z1'))
      expect(await leaseIds(queue.store)).toEqual(['z1'])
      await queue.store.settle([done('x1')])
      expect(await leaseIds(queue.store)).toEqual(['x2', 'x3', 'x4'])
    })

    it('hands out nothing of a key while one of two is still leased, whichever is done first', async () => {
      await queue.store.append(messages('x1', 'x2'))
      expect(await leaseIds(queue.store)).toEqual(['x1', 'x2'])
      await queue.store.append(messages('x3'))
      await queue.store.settle([done('x2')])
      expect(await leaseIds(queue.store)).toEqual([])
      await queue.store.settle([done('x1')])
      expect(await leaseIds(queue.store)).toEqual(['x3'])
    })

    it('hands out nothing of a key while an older message of it waits for a retry, and then the older one first', async () => {
      await queue.store.append(messages('x1', 'x2', 'y1'))
      await leaseIds(queue.store, { maximumMessages: 1 })
      await queue.store.settle([retry('x1', 5000)])
      expect(await leaseIds(queue.store, { now: 4999 })).toEqual(['y1'])
      expect(await leaseIds(queue.store, { now: 5000 })).toEqual(['x1', 'x2'])
    })

    it('puts two messages of one key that both wait for a retry in order, even if the younger is due first', async () => {
      await queue.store.append(messages('x1', 'x2', 'x3'))
      await leaseIds(queue.store)
      await queue.store.settle([retry('x2', 4000), retry('x1', 5000), done('x3')])
      expect(await leaseIds(queue.store, { now: 4500 })).toEqual([])
      expect(await leaseIds(queue.store, { now: 5000 })).toEqual(['x1', 'x2'])
    })

    it('stops at a younger message of the key that is not due yet', async () => {
      await queue.store.append(messages('x1', 'x2', 'x3'))
      await leaseIds(queue.store)
      await queue.store.settle([retry('x1', 4000), retry('x2', 6000), release('x3')])
      expect(await leaseIds(queue.store, { now: 5000 })).toEqual(['x1'])
      await queue.store.settle([done('x1')])
      expect(await leaseIds(queue.store, { now: 5000 })).toEqual([])
      expect(await leaseIds(queue.store, { now: 6000 })).toEqual(['x2', 'x3'])
    })

    it('hands out what was released before what is younger, of all keys', async () => {
      await queue.store.append(messages('x1', 'y1', 'x2', 'z1'))
      expect(await leaseIds(queue.store, { maximumMessages: 2 })).toEqual(['x1', 'y1'])
      await queue.store.settle([release('x1'), release('y1')])
      expect(await leaseIds(queue.store)).toEqual(['x1', 'y1', 'x2', 'z1'])
    })

    it('hands out nothing of a key behind a message of it that does not fit', async () => {
      const long = 'x'.repeat(100)
      await queue.store.append([
        message('y1', { body: long }),
        message('x1', { body: long }),
        message('x2', { body: '' })
      ])
      const first = await queue.store.lease(wish({ maximumBytes: 150 }))
      expect(idsOf(first)).toEqual(['y1'])
      expect(await leaseIds(queue.store)).toEqual(['x1', 'x2'])
    })

    it('hands out up to the bytes wished for, counted as UTF-8, and not one more', async () => {
      await queue.store.append(['x1', 'x2', 'x3'].map((id) => message(id, { body: 'ää' })))
      expect(await leaseIds(queue.store, { maximumBytes: 8 })).toEqual(['x1', 'x2'])
      await queue.store.settle([release('x1'), release('x2')])
      expect(await leaseIds(queue.store, { maximumBytes: 7 })).toEqual(['x1'])
    })

    it('hands out one message that alone has more bytes than wished for', async () => {
      await queue.store.append(messages('x1', 'x2'))
      expect(await leaseIds(queue.store, { maximumBytes: 1 })).toEqual(['x1'])
    })

    it('hands out no more messages than wished for, none if none are', async () => {
      await queue.store.append(messages('x1', 'x2', 'x3'))
      expect(await leaseIds(queue.store, { maximumMessages: 0 })).toEqual([])
      expect(await leaseIds(queue.store, { maximumMessages: 2 })).toEqual(['x1', 'x2'])
    })

    it('lets younger messages of a key go when an older one was set aside', async () => {
      await queue.store.append(messages('x1', 'x2'))
      await leaseIds(queue.store, { maximumMessages: 1 })
      await queue.store.settle([deadLetter('x1')])
      expect(await leaseIds(queue.store)).toEqual(['x2'])
    })

    it('keeps an empty key in order like any other', async () => {
      await queue.store.append([message('x1', { key: '' }), message('y1', { key: '' }), message('z1')])
      expect(await leaseIds(queue.store, { maximumMessages: 1 })).toEqual(['x1'])
      expect(await leaseIds(queue.store)).toEqual(['z1'])
    })

    it('lets the lanes go their own ways', async () => {
      await queue.store.append([message('x1'), message('x1', { lane: 'b' }), message('x2', { lane: 'b' })])
      expect(await leaseIds(queue.store)).toEqual(['x1'])
      expect(await leaseIds(queue.store, { lane: 'b' })).toEqual(['x1', 'x2'])
      expect(await leaseIds(queue.store, { lane: 'never heard of' })).toEqual([])
      expect((await queue.store.lanes()).toSorted()).toEqual(['a', 'b'])
    })

    it('finds the one message that can go behind thousands that cannot', async () => {
      await queue.store.append(messages('x1'))
      await leaseIds(queue.store)
      await queue.store.append(messages(...Array.from({ length: 12_000 }, (_, index) => `x-${index}`), 'y1'))
      expect(await leaseIds(queue.store)).toEqual(['y1'])
      await queue.store.settle([done('x1')])
      expect(await leaseIds(queue.store, { maximumMessages: 3 })).toEqual(['x-0', 'x-1', 'x-2'])
    })
  })
}
