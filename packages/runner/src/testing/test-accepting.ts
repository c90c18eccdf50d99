import { describe, expect, it } from '@jest/globals'
import { HOSTILE_TEXTS } from './hostile-texts'
import { done, drain, idsOf, leaseIds, message, messages, useQueue, wish, type OpenPlace } from './queue-under-test'

const largeBodyOf = (id: string): string => id.padEnd(200_000, 'é')

export function testAccepting(openPlace: OpenPlace): void {
  describe('accepting', () => {
    const queue = useQueue(openPlace)

    it('hands out what was appended, unchanged', async () => {
      const sent = message('x1', { key: 'Ann', body: '{"a":1}', acceptedAt: 1234 })
      await queue.store.append([sent])
      expect(await queue.store.lease(wish())).toEqual([{ ...sent, attempts: 0, unknown: false }])
    })

    it('keeps an empty list as it is: nothing', async () => {
      await queue.store.append([])
      expect(await queue.store.lanes()).toEqual([])
      expect(await leaseIds(queue.store)).toEqual([])
    })

    it('takes an id once, whether it comes again in the same call, in a later one, or after it is done', async () => {
      await queue.store.append([message('x1', { body: 'first' }), message('x1', { body: 'second' })])
      await queue.store.append([message('x1', { body: 'third' })])
      expect((await queue.store.lease(wish())).map(({ body }) => body)).toEqual(['first'])
      await queue.store.settle([done('x1')])
      await queue.store.append([message('x1', { body: 'fourth' }), message('x2')])
      expect(await leaseIds(queue.store)).toEqual(['x2'])
      expect(await queue.store.size('a')).toMatchObject({ waiting: 0, leased: 1 })
    })

    it('takes an id once even if many callers bring it at the same time', async () => {
      await Promise.all(Array.from({ length: 20 }, () => queue.store.append(messages('x1', 'y1'))))
      expect(await leaseIds(queue.store)).toEqual(['x1', 'y1'])
    })

    it('tells which messages it did not take: the same call, a later one, while leased, and after they are done', async () => {
      const [x1, y1, z1] = [message('x1'), message('y1'), message('z1')]
      expect(await queue.store.append([])).toEqual([])
      expect(await queue.store.append([x1, y1])).toEqual([])
      expect(await queue.store.append([y1, z1, z1, x1, message('y1', { lane: 'b' })])).toEqual([0, 2, 3])
      expect(await leaseIds(queue.store)).toEqual(['x1', 'y1', 'z1'])
      expect(await queue.store.append([z1])).toEqual([0])
      await queue.store.settle([done('x1'), done('y1')])
      expect(await queue.store.append([message('x2'), x1, y1, message('x1', { lane: 'b' })])).toEqual([1, 2])
      await queue.store.compact(3001)
      expect(await queue.store.append([x1, z1])).toEqual([1])
    })

    it('tells exactly one of many callers at the same time that it took an id', async () => {
      const sent = [message('x1'), message('x1', { lane: 'b' }), message('y1')]
      const answers = await Promise.all(Array.from({ length: 20 }, () => queue.store.append(sent)))
      const places = sent.map((_, place) => answers.filter((repeated) => !repeated.includes(place)).length)
      expect(places).toEqual([1, 1, 1])
      const own = await Promise.all(['x2', 'y1', 'x3'].map((id) => queue.store.append(messages('x1', id))))
      expect(own).toEqual([[0], [0, 1], [0]])
    })

    it('takes the same id once per lane', async () => {
      await queue.store.append([message('x1'), message('x1', { lane: 'b', body: 'other' })])
      expect(await leaseIds(queue.store)).toEqual(['x1'])
      expect((await queue.store.lease(wish({ lane: 'b' }))).map(({ body }) => body)).toEqual(['other'])
      await queue.store.settle([done('x1')])
      expect(await queue.store.size('b')).toMatchObject({ leased: 1 })
    })

    it.each(HOSTILE_TEXTS)('keeps %j as lane, id, key and body', async (text) => {
      const sent = [
        message(`${text}1`, { lane: text, key: text, body: text }),
        message(text, { lane: text, key: text, body: text })
      ]
      await queue.store.append(sent)
      await queue.store.append(sent)
      expect(await queue.store.lanes()).toEqual([text])
      expect(await drain(queue.store, { lane: text })).toEqual(
        sent.map((one) => ({ ...one, attempts: 0, unknown: false }))
      )
      await queue.store.append(sent)
      expect(await leaseIds(queue.store, { lane: text })).toEqual([])
    })

    it('tells hostile ids, keys and lanes apart', async () => {
      const sent = HOSTILE_TEXTS.map((text) => message(text, { key: text, body: `body ${text}` }))
      const elsewhere = HOSTILE_TEXTS.map((text) => message('x1', { lane: `lane ${text}` }))
      await queue.store.append([...sent, ...elsewhere])
      expect(await queue.store.lanes()).toHaveLength(1 + HOSTILE_TEXTS.length)
      const leased = await queue.store.lease(wish())
      expect(leased.map(({ body }) => body)).toEqual(sent.map(({ body }) => body))
    })

    it('keeps bodies of a megabyte', async () => {
      const body = `${'ä'.repeat(500_000)} end`
      await queue.store.append([message('x1', { body }), message('y1'), message('z1', { body })])
      const bodies = (await drain(queue.store, { maximumBytes: 10_000_000 })).map((one) => one.body)
      expect(bodies.map((one) => one === body)).toEqual([true, false, true])
    })

    it('keeps the order of one call and of calls that follow each other, over many messages', async () => {
      const ids = Array.from({ length: 700 }, (_, index) => `${index % 7}-${index}`)
      await queue.store.append(messages(...ids.slice(0, 300)))
      for (const id of ids.slice(300, 330)) await queue.store.append(messages(id))
      await queue.store.append(messages(...ids.slice(330)))
      expect(idsOf(await drain(queue.store, { maximumMessages: 37 }))).toEqual(ids)
    })

    it('hands a message out unchanged as often as it is leased', async () => {
      const sent = HOSTILE_TEXTS.map((text, index) => message(`${index}`, { key: text, body: `body ${text}` }))
      await queue.store.append(sent)
      for (let attempts = 0; attempts < 3; attempts++) {
        const now = 2000 + attempts * 1000
        const leased = await queue.store.lease(wish({ now, until: now + 1000 }))
        expect(leased).toEqual(sent.map((one) => ({ ...one, attempts, unknown: false })))
      }
    })

    it('hands out everything in order, also what is more than anybody keeps in memory', async () => {
      const ids = Array.from({ length: 90 }, (_, index) => `${index % 7}-${index}`)
      for (let first = 0; first < 90; first += 10) {
        await queue.store.append(ids.slice(first, first + 10).map((id) => message(id, { body: largeBodyOf(id) })))
      }
      const drained = await drain(queue.store, { maximumMessages: 4, maximumBytes: 1e9 })
      expect(idsOf(drained)).toEqual(ids)
      expect(drained.filter(({ id, body }) => body !== largeBodyOf(id))).toEqual([])
    })

    it('answers many callers at once, losing and doubling nothing', async () => {
      const ids = Array.from({ length: 300 }, (_, index) => `${index}`)
      await Promise.all(
        ids.map((id) => queue.store.append([message(id, { key: id }), message(`also ${id}`, { key: id })]))
      )
      const leases = await Promise.all(ids.map(() => queue.store.lease(wish({ maximumMessages: 2 }))))
      const leased = idsOf(leases.flat())
      expect(leased.toSorted()).toEqual(ids.flatMap((id) => [id, `also ${id}`]).toSorted())
      await Promise.all(leased.map((id) => queue.store.settle([done(id)])))
      expect(await queue.store.size('a')).toEqual({
        waiting: 0,
        leased: 0,
        deadLetters: 0,
        oldestAcceptedAt: undefined
      })
    })
  })
}
