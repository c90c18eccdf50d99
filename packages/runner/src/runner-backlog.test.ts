import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { answering, createVendor, response } from '../test/vendor'

const MINUTE = 60_000
const NOT_YET = { index: 0, reason: 'not yet', mayHeal: true }

describe('the backlog', () => {
  test('stays in the store: a lane holds no more than its window', async () => {
    const { accept, finish, clock, runner, store, vendor } = await startEngine({
      windowMessages: 8,
      limits: { items: 4 },
      vendorOf: (time) => createVendor({ clock: time, latencies: [100] })
    })
    await accept(...Array.from({ length: 100 }, (_, index) => eventBy(`user ${index}`, 'send', `i${index}`)))
    for (let step = 0; step < 20; step++) {
      await clock.advance(50)
      expect(runner.status().every(({ inMemory }) => inMemory <= 8)).toBe(true)
    }
    await finish()
    expect(vendor.taken).toHaveLength(100)
    expect(store.left()).toBe(0)
  })

  test('of one who floods does not keep the others waiting', async () => {
    const { accept, clock, sent } = await startEngine({
      limits: { items: 32 },
      maximumConcurrency: 1,
      lingerMilliseconds: 0
    })
    const flood = Array.from({ length: 200 }, (_, index) => eventBy('flood', 'send', `f${index}`))
    await accept(...flood, eventBy('ada', 'send', 'a'))
    await clock.advance(50)
    expect(sent().slice(0, 2).flat()).toContain('a')
  })

  test('what others put into the store is found when asked to look, and does not confuse the count', async () => {
    const { accept, finish, clock, runner, store, vendor } = await startEngine()
    const body = JSON.stringify(eventBy('ada', 'send', 'x'))
    await store.append([{ lane: 'acme/send', id: 'x', key: 'ada', body, acceptedAt: clock.now() }])
    runner.look()
    await clock.advance(500)
    expect(vendor.taken).toEqual(['x'])
    await accept(eventBy('ada', 'send', 'y'))
    await finish()
    expect(vendor.taken).toEqual(['x', 'y'])
  })

  test('is counted right when a lease also brings what others put into the store', async () => {
    const { accept, finish, clock, store, vendor } = await startEngine()
    const body = JSON.stringify(eventBy('bob', 'send', 'x'))
    await store.append([{ lane: 'acme/send', id: 'x', key: 'bob', body, acceptedAt: clock.now() }])
    await accept(eventBy('ada', 'send', 'y'))
    await finish()
    await accept(eventBy('ada', 'send', 'z'))
    await finish()
    expect(vendor.taken).toEqual(['x', 'y', 'z'])
  })

  test('is bounded by bytes, too', async () => {
    const { accept, clock, runner } = await startEngine({ windowBytes: 1000, lingerMilliseconds: 10_000 })
    for (let index = 0; index < 40; index++) await accept(eventBy(`user ${index}`, 'send', 'i'.repeat(50)))
    await clock.settle()
    expect(runner.status().every(({ inMemory }) => inMemory <= 5)).toBe(true)
  })

  test('of users who wait for their retries gives way in memory to the others', async () => {
    const { accept, clock, store, vendor } = await startEngine({
      limits: { items: 1 },
      windowMessages: 4,
      lingerMilliseconds: 0,
      maximumConcurrency: 1,
      transportOf: answering((ids) => response(ids[0]?.startsWith('bad') ? 500 : 200, {}))
    })
    const bad = ['1', '2', '3', '4'].map((user) => eventBy(user, 'send', `bad ${user}`))
    await accept(...bad, ...['5', '6', '7'].map((user) => eventBy(user, 'send', `good ${user}`)))
    await clock.advance(20 * MINUTE)
    expect(vendor.seen.map(({ ids }) => ids[0])).toEqual(expect.arrayContaining(['good 5', 'good 6', 'good 7']))
    expect(store.left()).toBe(4)
  })

  test('of a few users with large events who wait for their retries gives way, too', async () => {
    const { accept, clock, store, vendor } = await startEngine({
      limits: { items: 1 },
      windowBytes: 10_000,
      lingerMilliseconds: 0,
      maximumConcurrency: 1,
      transportOf: answering((ids) => response(200, { errors: ids[0]?.startsWith('bad') === true ? [NOT_YET] : [] }))
    })
    // What is large is not what is sent: it takes the room of others all the same.
    const context = { page: 'x'.repeat(2000) }
    const large = ['1', '2', '3', '4', '5', '6'].map((user) => eventBy(user, 'send', `bad ${user}`))
    await accept(...large.map((event) => ({ ...event, context })))
    await accept(...['7', '8', '9'].map((user) => eventBy(user, 'send', `good ${user}`)))
    await clock.advance(20 * MINUTE)
    expect(vendor.seen.map(({ ids }) => ids[0])).toEqual(expect.arrayContaining(['good 7', 'good 8', 'good 9']))
    expect(store.left()).toBe(6)
  })

  test('is read again rather than taken for a newer event of the same id', async () => {
    const store = createModelStore()
    const older = eventBy('ada', 'send', 'old')
    const id = String(older.messageId)
    await store.append([{ lane: 'acme/send', id, key: 'ada', body: JSON.stringify(older), acceptedAt: 0 }])
    const { accept, finish, runner, vendor } = await startEngine({ store })
    runner.pause('acme', 'so that it waits')
    await accept({ ...eventBy('ada', 'send', 'new'), messageId: id })
    runner.resume('acme')
    await finish()
    expect(vendor.taken).toEqual(['old'])
  })

  test('of an earlier process is not tried for longer than its age allows', async () => {
    const store = createModelStore()
    const id = { lane: 'acme/send', id: 'x' }
    const body = JSON.stringify(eventBy('ada', 'send', 'x'))
    await store.append([{ ...id, key: 'ada', acceptedAt: 0, body }])
    await store.lease({ lane: id.lane, now: 0, until: 1, maximumMessages: 1, maximumBytes: 1 })
    const { finish, sent } = await startEngine({ store, transportOf: answering(() => response(503, {})) })
    await finish()
    expect(sent()).toEqual([['x']])
    expect(store.recorded()).toMatchObject([{ kind: 'expired', status: 503 }])
  })

  test('of an earlier process is delivered, also what cannot be read or is not wanted any more', async () => {
    const store = createModelStore()
    const message = { lane: 'acme/send', key: 'ada', acceptedAt: 0 }
    await store.append([
      { ...message, id: 'good', body: JSON.stringify(eventBy('ada', 'send', 'x')) },
      { ...message, id: 'spoiled', body: '{' },
      { ...message, id: 'elsewhere', body: JSON.stringify(eventBy('ada', 'sendElsewhere', 'x')) },
      { ...message, id: 'lost', lane: 'gone/send', body: '{}' }
    ])
    const { finish, toldOf } = await startEngine({ store })
    await finish()
    expect(store.recorded().map(({ messageId, kind }) => [messageId, kind])).toEqual(
      expect.arrayContaining([
        ['good', 'delivered'],
        ['spoiled', 'rejected'],
        ['elsewhere', 'skipped']
      ])
    )
    expect(toldOf('lane-unserved')).toEqual([{ kind: 'lane-unserved', lane: 'gone/send', waiting: 1 }])
  })

  test('a message of which it is not known whether it arrived is sent again, and its outcome says so', async () => {
    const store = createModelStore()
    const id = { lane: 'acme/send', id: 'x' }
    const body = JSON.stringify(eventBy('ada', 'send', 'x'))
    await store.append([{ ...id, key: 'ada', acceptedAt: 0, body }])
    await store.lease({ lane: id.lane, now: 0, until: 1, maximumMessages: 1, maximumBytes: 1 })
    await store.markStarted([id])
    const { finish, vendor } = await startEngine({ store })
    await finish()
    expect(vendor.taken).toEqual(['x'])
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', unknown: true, attempts: 2 }])
  })
})
