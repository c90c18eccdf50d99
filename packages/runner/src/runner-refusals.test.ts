import { eventBy, startEngine } from '../test/start-engine'
import { answering, createVendor, response } from '../test/vendor'
import { createMemoryStore } from './queue/memory-store'

const MINUTE = 60_000

/** Refuses whoever asks, as long as it does. */
const refusing = (isRefusing: () => boolean) =>
  answering(() => (isRefusing() ? response(401, { message: 'Wrong key' }) : response(200, {})))

describe('a vendor that refuses everything', () => {
  test('pauses the lane, keeps every message, and goes on when it is resumed', async () => {
    let isWrong = true
    const { accept, finish, clock, store, toldOf, runner, sent } = await startEngine({
      limits: { items: 2 },
      maximumConcurrency: 1,
      transportOf: refusing(() => isWrong)
    })
    await accept(...['a', 'b', 'c', 'd'].map((id) => eventBy(id, 'send', id)))
    await clock.advance(60 * MINUTE)
    expect(sent()).toEqual([['a', 'b']])
    expect(toldOf('lane-paused')).toMatchObject([
      { lane: 'acme/send', cause: 'wide-failure', reason: '401: Wrong key', status: 401 }
    ])
    expect(store.recorded()).toEqual([])
    expect(await store.size('acme/send')).toMatchObject({ waiting: 4, leased: 0 })
    isWrong = false
    runner.resume('acme')
    await finish()
    expect(store.recorded().map(({ kind, unknown }) => [kind, unknown])).toEqual(
      Array.from({ length: 4 }, () => ['delivered', false])
    )
    expect(toldOf('lane-resumed')).toHaveLength(1)
  })

  test('is an outcome like others for who asks for that', async () => {
    const { accept, finish, store } = await startEngine({
      onWideFailure: 'reject',
      transportOf: refusing(() => true)
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await finish()
    expect(store.recorded().map(({ kind }) => kind)).toEqual(['rejected', 'rejected'])
    expect(store.setAside()).toHaveLength(2)
  })
})

test('what comes back from being set aside is not sent again to those who took it', async () => {
  const store = createMemoryStore()
  let isRefusing = true
  const { accept, finish, runner, clock, sent } = await startEngine({
    store,
    transportOf: answering((ids) =>
      response(200, {
        errors: ids.flatMap((id, index) => (isRefusing && id === "a'" ? [{ index, reason: 'not yet' }] : []))
      })
    )
  })
  const event = { ...eventBy('ada', 'send twice', 'a'), messageId: 'm1' }
  const retry = async (): Promise<void> => {
    expect(await store.returnDeadLetters([{ lane: 'acme/send', id: 'm1' }], 0)).toBe(1)
    runner.look()
    await clock.advance(1000)
  }
  await accept(event)
  await finish()
  await retry()
  isRefusing = false
  await retry()
  expect(sent()).toEqual([['a', "a'"], ["a'"], ["a'"]])
  const outcomes = await store.outcomes({ maximum: 9 })
  expect(outcomes.map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ['sendAgain things', 'delivered'],
    ['sendAgain things', 'rejected'],
    ['sendAgain things', 'rejected'],
    ['send things', 'delivered']
  ])
  expect(await store.deadLetters({ maximum: 9 })).toEqual([])
})

test('what is rejected before it is sent is recorded, and not set aside', async () => {
  const { accept, finish, store, vendor } = await startEngine({ limits: { itemBytes: 10 } })
  await accept(eventBy('ada', 'send', 'a'))
  await finish()
  expect(vendor.seen).toEqual([])
  expect(store.recorded()).toMatchObject([{ kind: 'rejected', status: null, attempts: 0 }])
  expect(store.setAside()).toEqual([])
})

describe('what the vendor says of single items', () => {
  test('the others travel on at once when it names the one it refuses', async () => {
    const { accept, clock, store, sent } = await startEngine({
      lingerMilliseconds: 0,
      vendorOf: (time) => createVendor({ clock: time, isStrict: true })
    })
    await accept(eventBy('ada', 'send', 'a?'), eventBy('bob', 'send', 'b'))
    await clock.advance(30)
    expect(sent()).toEqual([['a?', 'b'], ['b']])
    expect(store.recorded().map(({ kind, reason }) => [kind, reason])).toEqual([
      ['rejected', 'refused'],
      ['delivered', null]
    ])
  })

  test('refusals one by one do not pause the lane while others are delivered, nor do errors inside a success', async () => {
    const { accept, finish, toldOf } = await startEngine({
      limits: { items: 1 },
      transportOf: answering((ids) => response(ids[0]?.startsWith('bad') ? 404 : 200, {}))
    })
    for (let round = 0; round < 3; round++) {
      const bad = Array.from({ length: 15 }, (_, index) => eventBy('ada', 'send', `bad ${index}`))
      await accept(...bad, eventBy('ada', 'send', 'good'))
    }
    await finish()
    expect(toldOf('lane-paused')).toEqual([])
    const other = await startEngine()
    await other.accept(eventBy('ada', 'send', 'a?', 'b?'))
    await other.finish()
    expect(other.toldOf('lane-paused')).toEqual([])
  })

  test('a user refused twenty times in a row pauses the lane, and keeps what is left', async () => {
    const { accept, clock, store, toldOf } = await startEngine({
      limits: { items: 1 },
      transportOf: answering(() => response(404, {}))
    })
    await accept(...Array.from({ length: 50 }, (_, index) => eventBy('ada', 'send', `${index}`)))
    await clock.advance(60 * MINUTE)
    expect(toldOf('lane-paused')).toHaveLength(1)
    expect(store.recorded()).toHaveLength(19)
    expect(store.left()).toBe(31)
  })

  test('single refusals that paused a lane do not pause it again as soon as it is resumed', async () => {
    const { accept, clock, runner, store, toldOf } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      transportOf: answering((ids) => response(ids[0]?.startsWith('bad') ? 400 : 200, {}))
    })
    const bad = Array.from({ length: 25 }, (_, index) => eventBy(`user ${index}`, 'send', `bad ${index}`))
    await accept(...bad)
    await accept(eventBy('ada', 'send', 'good'))
    await clock.advance(MINUTE)
    expect([toldOf('lane-paused').length, store.recorded().length]).toEqual([1, 19])
    runner.resume('acme')
    await clock.advance(MINUTE)
    expect([toldOf('lane-paused').length, store.recorded().length]).toEqual([1, 26])
    expect(store.recorded().at(-1)).toMatchObject({ key: 'ada', kind: 'delivered' })
  })
})
