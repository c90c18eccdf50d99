import { planAcme } from '../test/acme'
import { createFakeClock } from '../test/fake-clock'
import type { FakeClock } from '../test/fake-clock'
import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { answering, createVendor, response } from '../test/vendor'
import { createRunner } from './runner'

const MINUTE = 60_000

const random = (): number => 0.5

const instance = (id = 'acme') => ({ id, plan: planAcme() })

describe('going on with other instances', () => {
  test('an instance that is the same is not disturbed: its request under way ends as it would have', async () => {
    const same = instance()
    const { accept, clock, runner, store, vendor } = await startEngine({
      instances: [same],
      vendorOf: (time) => createVendor({ clock: time, latencies: [1000] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(300)
    await clock.runUntil(runner.reconfigure([same, instance('other')], 0))
    expect(vendor.seen).toHaveLength(1)
    await clock.runUntil(runner.finish())
    expect(vendor.seen).toHaveLength(1)
    expect(store.recorded().map(({ kind, unknown }) => [kind, unknown])).toEqual([['delivered', false]])
  })

  test('a changed instance takes over what waits, and what comes while the one before it is stopping', async () => {
    const { accept, clock, runner, store, vendor } = await startEngine({
      instances: [instance()],
      lingerMilliseconds: 5000,
      vendorOf: (time) => createVendor({ clock: time, latencies: [1000] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(5100)
    await accept(eventBy('bob', 'send', 'b'))
    const reconfigured = runner.reconfigure([instance()], 3000)
    await accept(eventBy('cleo', 'send', 'c'))
    await clock.runUntil(reconfigured)
    await clock.runUntil(runner.finish())
    expect(vendor.seen.flatMap(({ ids }) => ids)).toEqual(['a', 'b', 'c'])
    expect(store.recorded().map(({ kind }) => kind)).toEqual(['delivered', 'delivered', 'delivered'])
  })

  test('what the vendor may have is sent again by the changed instance, which says so, and its user goes on', async () => {
    const { accept, clock, runner, store, vendor } = await startEngine({
      instances: [instance()],
      vendorOf: (time) =>
        createVendor({ clock: time, treatments: [{ kind: 'silence', isTaken: true, how: 'timeout' }] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(220)
    await clock.runUntil(runner.reconfigure([instance()], 0))
    await accept(eventBy('ada', 'send', 'b'))
    await clock.runUntil(runner.finish())
    expect(vendor.taken).toEqual(['a', 'a', 'b'])
    expect(store.recorded().map(({ kind, unknown }) => [kind, unknown])).toEqual([
      ['delivered', true],
      ['delivered', false]
    ])
    expect(await store.size('acme/send')).toMatchObject({ waiting: 0, leased: 0 })
  })

  test('a request that is cut short by it is made again by the changed instance', async () => {
    const { accept, clock, runner, store, vendor } = await startEngine({
      instances: [instance()],
      vendorOf: (time) => createVendor({ clock: time, latencies: [60_000, 10] })
    })
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(1000)
    await clock.runUntil(runner.reconfigure([instance()], 500))
    await clock.runUntil(runner.finish())
    expect(vendor.seen).toHaveLength(2)
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', unknown: true }])
  })

  test('how long something is tried does not begin anew with every pause', async () => {
    const { accept, clock, runner, store } = await startEngine({
      instances: [instance()],
      retryForMilliseconds: 60 * MINUTE,
      transportOf: answering(() => response(503))
    })
    await accept(eventBy('ada', 'send', 'a'), eventBy('bob', 'send', 'b'), eventBy('ada', 'send', 'c'))
    for (let round = 0; round < 3; round++) {
      await clock.advance(50 * MINUTE)
      runner.pause('acme', 'a while')
      await clock.advance(1000)
      runner.resume('acme')
    }
    expect(store.recorded().map(({ kind }) => kind)).toContain('expired')
  })

  test('a lease that is under way when the instance is replaced loses nothing', async () => {
    const store = createModelStore()
    const slow: { isOn: boolean; clock?: FakeClock } = { isOn: false }
    const lease: typeof store.lease = async (wish) => {
      const messages = await store.lease(wish)
      if (slow.isOn) await slow.clock?.wait(50)
      return messages
    }
    const engine = await startEngine({ instances: [instance()], store: { ...store, lease } })
    const { accept, clock, runner, vendor } = engine
    slow.clock = clock
    slow.isOn = true
    await accept(eventBy('ada', 'send', 'a'))
    const reconfigured = runner.reconfigure([instance()], 5000)
    await clock.runUntil(reconfigured)
    await clock.runUntil(runner.finish())
    expect(vendor.taken).toEqual(['a'])
  })

  test('an event that is being accepted when its instance is replaced is delivered by the new one', async () => {
    const { accept, clock, runner, store, sent } = await startEngine({ instances: [instance()] })
    const accepted = accept(eventBy('ada', 'send', 'a'))
    const reconfigured = runner.reconfigure([instance()], 0)
    await accepted
    await clock.runUntil(reconfigured)
    await clock.runUntil(runner.finish())
    expect(sent()).toEqual([['a']])
    expect(store.recorded()).toHaveLength(1)
  })

  test('what waits for an instance that is gone is told of, and kept until it is back', async () => {
    const { accept, clock, runner, store, toldOf, sent } = await startEngine({
      instances: [instance(), instance('other')]
    })
    runner.pause('other', 'maintenance')
    await accept(eventBy('ada', 'send', 'a'))
    await clock.runUntil(runner.reconfigure([], 0))
    expect(await store.size('other/send')).toMatchObject({ waiting: 1, leased: 0 })
    expect(toldOf('lane-unserved')).toContainEqual({ kind: 'lane-unserved', lane: 'other/send', waiting: 1 })
    await accept(eventBy('ada', 'send', 'b'))
    await clock.runUntil(runner.reconfigure([instance('other')], 0))
    runner.resume('other')
    await clock.runUntil(runner.finish())
    expect(sent().flat()).toContain('a')
    expect(sent().flat()).not.toContain('b')
  })

  test('an instance that somebody paused stays paused', async () => {
    const { clock, runner } = await startEngine({ instances: [instance()] })
    runner.pause('acme', 'maintenance')
    await clock.runUntil(runner.reconfigure([instance()], 0))
    expect(new Set(runner.status().map(({ state }) => state.kind))).toEqual(new Set(['paused']))
    runner.resume('acme')
    expect(new Set(runner.status().map(({ state }) => state.kind))).toEqual(new Set(['running']))
  })

  test('a paused instance that is resumed while a reload waits for another sends its backlog once it is over', async () => {
    const { accept, clock, runner, sent } = await startEngine({
      instances: [instance(), instance('other')],
      vendorOf: (time) => createVendor({ clock: time, latencies: [60_000] })
    })
    runner.pause('acme', 'maintenance')
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(1000)
    expect(sent()).toEqual([['a']])
    const reconfigured = runner.reconfigure([instance(), instance('other')], 60_000)
    await clock.advance(1000)
    runner.resume('acme')
    await accept(eventBy('bob', 'send', 'b'))
    await clock.advance(1000)
    expect(sent()).toEqual([['a']])
    expect(runner.status().map(({ state }) => state.kind)).not.toContain('running')
    await clock.runUntil(reconfigured)
    await clock.advance(1000)
    expect(sent().slice(1).flat().toSorted()).toEqual(['a', 'b', 'b'])
  })

  test('an instance that is paused and resumed before the start sends what an earlier process left, after it', async () => {
    const clock = createFakeClock()
    const [store, vendor] = [createModelStore(), createVendor({ clock })]
    const body = JSON.stringify(eventBy('ada', 'send', 'a'))
    await store.append([{ lane: 'acme/send', id: 'a', key: 'ada', body, acceptedAt: clock.now() }])
    const runner = createRunner({ instances: [instance()], store, transport: vendor, clock, random, tell: () => {} })
    runner.pause('acme', 'maintenance')
    runner.resume('acme')
    await clock.runUntil(runner.accept([{ event: eventBy('bob', 'send', 'b') }]))
    await clock.advance(1000)
    expect(vendor.taken).toEqual([])
    await clock.runUntil(runner.start())
    await clock.runUntil(runner.finish())
    expect(vendor.taken.toSorted()).toEqual(['a', 'b'])
  })

  test.each([
    ['that is gone for a while', [instance()]],
    ['that is not there yet', []]
  ])('an instance %s sends nothing if somebody paused it, until it is resumed', async (_, instances) => {
    const { accept, clock, runner, sent } = await startEngine({ instances })
    runner.pause('acme', 'maintenance')
    await clock.runUntil(runner.reconfigure([], 0))
    await clock.runUntil(runner.reconfigure([instance()], 0))
    await accept(eventBy('ada', 'send', 'a'))
    await clock.advance(60_000)
    expect(sent()).toEqual([])
    runner.resume('acme')
    await clock.runUntil(runner.finish())
    expect(sent()).toEqual([['a']])
  })

  test('what was resumed while it was gone sends when it is back', async () => {
    const { accept, clock, runner, sent } = await startEngine({ instances: [instance()] })
    runner.pause('acme', 'maintenance')
    await clock.runUntil(runner.reconfigure([], 0))
    runner.resume('acme')
    await clock.runUntil(runner.reconfigure([instance()], 0))
    await accept(eventBy('ada', 'send', 'a'))
    await clock.runUntil(runner.finish())
    expect(sent()).toEqual([['a']])
  })
})

test('an event goes to the instances it names only', async () => {
  const { clock, runner, store } = await startEngine({ instances: [instance(), instance('other')] })
  await clock.runUntil(runner.accept([{ event: eventBy('ada', 'send', 'a'), instances: new Set(['other']) }]))
  await clock.runUntil(runner.finish())
  expect(store.recorded().map((outcome) => outcome.instance)).toEqual(['other'])
})

test('an instance may have a transport of its own', async () => {
  const { clock, runner, vendor } = await startEngine({ instances: [] })
  const own = createVendor({ clock })
  await clock.runUntil(runner.reconfigure([instance(), { ...instance('other'), transport: own }], 0))
  await clock.runUntil(runner.accept([{ event: eventBy('ada', 'send', 'a') }]))
  await clock.runUntil(runner.finish())
  expect([vendor.seen.length, own.seen.length]).toEqual([1, 1])
})
