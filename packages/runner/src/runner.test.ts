import { planAcme, SECRET } from '../test/acme'
import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { createVendor, idsOf, response, silence } from '../test/vendor'
import type { Treatment } from '../test/vendor'
import { createRunner } from './runner'
import type { Transport } from './transport'

const MINUTE = 60_000
const failing = (times: number): readonly Treatment[] =>
  Array.from({ length: times }, () => ({ kind: 'fails', status: 503 }) as const)

/** Answers each request by what it carries. */
const answering =
  (answer: (ids: readonly string[]) => ReturnType<typeof response>) =>
  (vendor: Transport): Transport => ({
    ...vendor,
    send: async (request, options) => {
      await vendor.send(request, options)
      return answer(idsOf(request))
    }
  })

/** Refuses whoever asks, as long as it does. */
const refusing = (isRefusing: () => boolean) =>
  answering(() => (isRefusing() ? response(401, { message: 'Wrong key' }) : response(200, {})))

const gone = (): Promise<never> => Promise.reject(new Error('The disk is gone.'))

describe('accepting', () => {
  test('resolves once the events are durable, whether or not anything is sent', async () => {
    const store = createModelStore()
    const { accept, vendor } = await startEngine({ store })
    await accept(eventBy('ada', 'send', 'a'))
    expect(vendor.seen).toHaveLength(0)
    expect((await store.size('acme/send')).leased).toBe(1)
  })

  test('an event goes to a lane for each endpoint that its subscriptions use, and what nobody wants is skipped', async () => {
    const { accept, finish, sent, store } = await startEngine()
    await accept(eventBy('ada', 'send twice', 'a'), eventBy('ada', 'nothing', 'b'))
    await finish()
    expect(sent()).toEqual([['a', "a'"]])
    expect(store.recorded().map(({ subscription, kind, reason }) => [subscription, kind, reason])).toEqual([
      [null, 'skipped', 'no subscription matches'],
      ['send things', 'delivered', null],
      ['sendAgain things', 'delivered', null]
    ])
  })

  test('an id is taken once, a made-up one never twice', async () => {
    const { accept, finish, sent } = await startEngine()
    const event = eventBy('ada', 'send', 'a')
    const { messageId, ...nameless } = event
    await accept(event, event)
    await accept(event, nameless, nameless)
    await finish()
    expect(messageId).toBeDefined()
    expect(sent().flat()).toEqual(['a', 'a', 'a'])
  })

  test('is refused when the store refuses, and the runner goes on', async () => {
    const store = createModelStore()
    let isFull = true
    const append: typeof store.append = (messages) =>
      isFull ? Promise.reject(new Error('The disk is full.')) : store.append(messages)
    const { accept, finish, sent } = await startEngine({ store: { ...store, append } })
    await expect(accept(eventBy('ada', 'send', 'a'))).rejects.toThrow('The disk is full.')
    isFull = false
    await accept(eventBy('ada', 'send', 'b'))
    await finish()
    expect(sent()).toEqual([['b']])
  })

  test('waits while the backlog is as large as it may be', async () => {
    const { accept, runner, clock, vendor } = await startEngine({ maximumBacklog: 2 })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    const next = runner.accept([{ event: eventBy('ada', 'send', 'c') }])
    await clock.settle()
    expect(vendor.seen).toHaveLength(0)
    await clock.runUntil(next)
    expect(vendor.seen).toHaveLength(1)
  })

  test('keeps what it planned only as long as its turn is near', async () => {
    const plan = planAcme()
    const plans = jest.fn(plan.plan)
    const { accept, finish, runner } = await startEngine({
      instances: [{ id: 'acme', plan: { ...plan, plan: plans } }],
      windowMessages: 100
    })
    runner.pause('acme', 'so that they wait')
    await accept(...Array.from({ length: 130 }, (_, user) => eventBy(`${user}`, 'send', 'x')))
    expect(plans).toHaveBeenCalledTimes(130)
    runner.resume('acme')
    await finish()
    expect(plans).toHaveBeenCalledTimes(160)
  })

  test('plans an event once when the lane keeps up', async () => {
    const plan = planAcme()
    let planned = 0
    const counted = {
      ...plan,
      plan: (event: Parameters<typeof plan.plan>[0]) => {
        planned += 1
        return plan.plan(event)
      }
    }
    const { accept, finish } = await startEngine({ instances: [{ id: 'acme', plan: counted }] })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await finish()
    expect(planned).toBe(2)
  })
})

describe('sending', () => {
  test('a request goes out when it is full, or when its first item has waited long enough', async () => {
    const { accept, clock, sent } = await startEngine({ limits: { items: 2 }, lingerMilliseconds: 300 })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'), eventBy('cid', 'send', 'c'))
    await clock.settle()
    expect(sent()).toEqual([['a', 'b']])
    await clock.advance(299)
    expect(sent()).toHaveLength(1)
    await clock.advance(1)
    expect(sent()).toEqual([['a', 'b'], ['c']])
  })

  test('users do not wait for each other, and nobody has two requests under way', async () => {
    const { accept, clock, sent } = await startEngine({
      limits: { items: 1 },
      vendorOf: (time) => createVendor({ clock: time, latencies: [1000] })
    })
    await accept(eventBy('ada', 'send', 'a1', 'a2'), eventBy('bob', 'send', 'b1'))
    await clock.settle()
    expect(sent()).toEqual([['a1'], ['b1']])
    await clock.advance(1000)
    expect(sent()).toEqual([['a1'], ['b1'], ['a2']])
  })

  test('tells what happens, in order, and the last only once it is recorded', async () => {
    const { accept, finish, told, store } = await startEngine()
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(told.map(({ kind }) => kind)).toEqual([
      'delivery-started',
      'request-started',
      'request-ended',
      'delivery-ended'
    ])
    expect(store.recorded()).toHaveLength(1)
  })

  test('an answer that was the last one allowed for now holds the lane until the vendor says', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'ratelimit-reset': '30' }
    const { accept, clock, vendor } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      transportOf: answering(() => response(200, {}, headers))
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await clock.advance(29_000)
    expect(vendor.seen).toHaveLength(1)
    await clock.advance(2000)
    expect(vendor.seen).toHaveLength(2)
  })
})

describe('trouble', () => {
  test('Retry-After holds the whole lane, and no other', async () => {
    const { accept, clock, sent, toldOf } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      lingerMilliseconds: 0,
      vendorOf: (time) => createVendor({ clock: time, treatments: [{ kind: 'busy', retryAfter: 60 }] })
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'), eventBy('ada', 'sendElsewhere', 'e'))
    await clock.advance(59_000)
    expect(sent()).toEqual([['a'], ['e']])
    await clock.advance(2000)
    expect(sent().slice(2).flat().toSorted()).toEqual(['a', 'b'])
    expect(toldOf('request-retried').map(({ reason, afterMilliseconds }) => [reason, afterMilliseconds])).toEqual([
      ['The vendor answered 429.', 60_000]
    ])
  })

  test("one user's trouble delays only that user", async () => {
    const { accept, clock, sent } = await startEngine({
      limits: { items: 1 },
      lingerMilliseconds: 0,
      transportOf: answering((ids) => response(ids.includes('bad') ? 500 : 200, {}))
    })
    await accept(eventBy('ada', 'send', 'bad', 'behind'), ...['b', 'c', 'd'].map((id) => eventBy(id, 'send', id)))
    await clock.advance(5 * MINUTE)
    const others = sent().flat()
    expect(others).toEqual(expect.arrayContaining(['b', 'c', 'd']))
    expect(others).not.toContain('behind')
    expect(others.filter((id) => id === 'bad').length).toBeGreaterThan(3)
  })

  test('an item in whose company the vendor fails again and again ends up alone, and the others get through', async () => {
    const { accept, clock, store, sent } = await startEngine({
      lingerMilliseconds: 5000,
      limits: { items: 4 },
      retryForMilliseconds: 10 * MINUTE,
      transportOf: answering((ids) => response(ids.includes('bad') ? 500 : 200, {}))
    })
    await accept(...['a', 'bad', 'c', 'd'].map((id) => eventBy(id, 'send', id)))
    await clock.advance(30 * MINUTE)
    expect(sent().at(-1)).toEqual(['bad'])
    expect(
      store
        .recorded()
        .map(({ key, kind }) => `${key} ${kind}`)
        .toSorted()
    ).toEqual(['a delivered', 'bad expired', 'c delivered', 'd delivered'])
    expect(store.setAside()).toMatchObject([{ key: 'bad', reason: 'expired: The vendor answered 500.' }])
  })

  test('a circuit opens on a dead vendor, probes with one item, and closes', async () => {
    const { accept, clock, sent, toldOf, runner } = await startEngine({
      limits: { items: 2 },
      lingerMilliseconds: 0,
      maximumConcurrency: 1,
      vendorOf: (time) => createVendor({ clock: time, treatments: failing(7) })
    })
    await accept(...Array.from({ length: 20 }, (_, index) => eventBy(`user ${index}`, 'send', `i${index}`)))
    await clock.advance(200)
    expect(sent()).toHaveLength(5)
    expect(toldOf('circuit-opened')).toMatchObject([{ lane: 'acme/send', reason: 'The vendor answered 503.' }])
    expect(runner.status().find(({ lane }) => lane === 'acme/send')).toMatchObject({ circuit: 'open', underWay: 0 })
    await clock.advance(10 * MINUTE)
    expect(
      sent()
        .slice(5, 8)
        .map(({ length }) => length)
    ).toEqual([1, 1, 1])
    expect(
      sent()
        .slice(8)
        .some(({ length }) => length === 2)
    ).toBe(true)
    expect(toldOf('circuit-opened')).toHaveLength(1)
    expect(toldOf('circuit-closed')).toHaveLength(1)
  })

  test('what is tried for too long expires and is set aside; the backlog behind a dead vendor does not', async () => {
    const { accept, clock, store } = await startEngine({
      limits: { items: 1 },
      lingerMilliseconds: 0,
      retryForMilliseconds: 60 * MINUTE,
      transportOf: answering(() => response(503, {}))
    })
    await accept(...Array.from({ length: 50 }, (_, index) => eventBy(`user ${index}`, 'send', `i${index}`)))
    await clock.advance(180 * MINUTE)
    const expired = store.recorded().filter(({ kind }) => kind === 'expired')
    expect(expired.length).toBeGreaterThan(0)
    expect(store.left()).toBeGreaterThan(30)
  })

  test('no answer leaves open whether the vendor has it, and the outcome says so', async () => {
    const { accept, finish, store, toldOf } = await startEngine({
      vendorOf: (time) =>
        createVendor({ clock: time, treatments: [{ kind: 'silence', isTaken: true, how: 'timeout' }] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', unknown: true, attempts: 2 }])
    expect(toldOf('delivery-retried')).toMatchObject([{ reason: 'No answer came.', afterMilliseconds: 250 }])
    expect(toldOf('delivery-ended')).toMatchObject([{ unknown: true }])
  })

  test("the vendor's words are recorded without the secrets in them", async () => {
    const { accept, finish, store, toldOf } = await startEngine({
      transportOf: answering(() => response(400, { message: `What is ${SECRET}?` }))
    })
    await accept(eventBy('ada', 'send', 'a'))
    await finish()
    expect(store.recorded()).toMatchObject([{ kind: 'rejected', status: 400, reason: '400: What is ‹redacted›?' }])
    expect(JSON.stringify([store.setAside(), toldOf('delivery-ended')])).not.toContain('s3cr3t')
  })
})

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
      { lane: 'acme/send', cause: 'wide-failure', reason: '401: Wrong key' }
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
})

describe('pausing and stopping', () => {
  test('a lane that is paused while it prepares a request does not send it', async () => {
    const store = createModelStore()
    let mark: (() => void) | undefined
    const markStarted: typeof store.markStarted = async (messages) => {
      await new Promise<void>((resolve) => {
        mark = resolve
      })
      return store.markStarted(messages)
    }
    const { accept, clock, runner, vendor } = await startEngine({
      store: { ...store, markStarted },
      lingerMilliseconds: 0
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(10)
    runner.pause('acme', 'maintenance')
    mark?.()
    await clock.advance(1000)
    expect(vendor.seen).toEqual([])
    expect(await store.size('acme/send')).toMatchObject({ waiting: 1, leased: 0 })
  })

  test('stopping waits for all that is under way', async () => {
    const { accept, clock, runner, store } = await startEngine({
      limits: { items: 1 },
      vendorOf: (time) => createVendor({ clock: time, latencies: [1000, 2000] })
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await clock.settle()
    await clock.runUntil(runner.stop(5000))
    expect(store.recorded().map(({ key, kind }) => [key, kind])).toEqual([
      ['ada', 'delivered'],
      ['bob', 'delivered']
    ])
  })

  test('a paused instance accepts and sends nothing, and has nothing in memory', async () => {
    const { accept, finish, clock, runner, store, vendor } = await startEngine()
    await accept(eventBy('ada', 'send', 'a'))
    runner.pause('acme', 'maintenance')
    await accept(eventBy('ada', 'send', 'b'))
    await clock.advance(60 * MINUTE)
    expect(vendor.seen).toHaveLength(0)
    expect(await store.size('acme/send')).toMatchObject({ waiting: 2, leased: 0 })
    expect(runner.status().find(({ lane }) => lane === 'acme/send')).toMatchObject({
      state: { kind: 'paused', cause: 'asked', reason: 'maintenance' },
      inMemory: 0,
      waiting: 2
    })
    runner.resume('acme')
    await finish()
    expect(vendor.taken).toEqual(['a', 'b'])
  })

  test('an instance that does not exist cannot be paused', async () => {
    const { runner } = await startEngine()
    expect(() => runner.pause('amce', '')).toThrow('There is no instance "amce"; there are acme.')
  })

  test('stopping waits for what is under way, and gives the rest back', async () => {
    const { accept, clock, runner, store, sent } = await startEngine({
      limits: { items: 1 },
      maximumConcurrency: 1,
      vendorOf: (time) => createVendor({ clock: time, latencies: [1000] })
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'))
    await clock.settle()
    await clock.runUntil(runner.stop(5000))
    expect(sent()).toEqual([['a']])
    expect(store.recorded()).toMatchObject([{ key: 'ada', kind: 'delivered' }])
    expect(await store.size('acme/send')).toMatchObject({ waiting: 1, leased: 0 })
  })

  test('stopping cuts short what takes too long, and says that it may have arrived', async () => {
    const { accept, clock, runner, store, sent } = await startEngine({
      vendorOf: (time) => createVendor({ clock: time, latencies: [60_000] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(1000)
    const before = clock.now()
    await clock.runUntil(runner.stop(5000))
    expect(clock.now() - before).toBe(5000)
    expect(sent()).toEqual([['a']])
    expect(await store.recover()).toEqual({ waiting: 1, unknown: 1 })
  })

  test('a store that fails ends all waiting, and nothing more is sent', async () => {
    const store = createModelStore()
    const { accept, runner, clock } = await startEngine({ store: { ...store, settle: gone } })
    await accept(eventBy('ada', 'send', 'a'))
    await expect(clock.runUntil(runner.finish())).rejects.toThrow('The disk is gone.')
    await expect(accept(eventBy('ada', 'send', 'b'))).rejects.toThrow('The disk is gone.')
  })
})

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

test('waits between tries double up to a minute: at first the item waits, then the circuit does', async () => {
  const { accept, clock, toldOf } = await startEngine({
    transportOf: answering(() => silence('network')),
    limits: { items: 1 }
  })
  await accept(eventBy('ada', 'send', 'a'))
  await clock.advance(10 * MINUTE)
  expect(
    toldOf('delivery-retried')
      .slice(0, 9)
      .map(({ afterMilliseconds }) => afterMilliseconds)
  ).toEqual([250, 500, 1000, 2000, 375, 750, 1500, 3000, 6000])
})

test('lanes are named by the first action of their endpoint', () => {
  const runner = createRunner({
    instances: [{ id: 'acme', plan: planAcme() }],
    store: createModelStore(),
    transport: { send: () => Promise.resolve(response(200)), close: () => Promise.resolve() },
    clock: { now: () => 0, wait: () => Promise.resolve() },
    random: () => 0,
    tell: () => undefined
  })
  expect(runner.status().map(({ lane }) => lane)).toEqual([
    'acme',
    'acme/send',
    'acme/sendElsewhere',
    'acme/sendToList',
    'acme/sendToBroken'
  ])
})
