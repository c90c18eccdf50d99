import { planAcme } from '../test/acme'
import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { answering, createVendor, response } from '../test/vendor'
import { createRunner } from './runner'

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
    await accept(...Array.from({ length: 230 }, (_, user) => eventBy(`${user}`, 'send', 'x')))
    expect(plans).toHaveBeenCalledTimes(230)
    runner.resume('acme')
    await finish()
    expect(plans).toHaveBeenCalledTimes(260)
  })

  test('only asks who wants an event, behind a long backlog, and plans it when it is its turn', async () => {
    const plan = planAcme()
    const plans = jest.fn(plan.plan)
    const { accept, finish, runner, store, toldOf } = await startEngine({
      instances: [{ id: 'acme', plan: { ...plan, plan: plans } }],
      windowMessages: 10
    })
    runner.pause('acme', 'so that they wait')
    await accept(...Array.from({ length: 40 }, (_, user) => eventBy(`${user}`, 'send', `early ${user}`)))
    plans.mockClear()
    await accept(eventBy('1', 'send', 'far'), eventBy('1', 'sendElsewhere', 'near'), eventBy('1', 'nobody', 'none'))
    // Whom nobody wants is asked for the reason, which is cheap.
    expect(plans).toHaveBeenCalledTimes(2)
    runner.resume('acme')
    await finish()
    expect(toldOf('delivery-ended').filter(({ ended }) => ended.kind === 'delivered')).toHaveLength(42)
    expect(toldOf('delivery-ended').filter(({ ended }) => ended.kind === 'skipped')).toHaveLength(1)
    expect(store.left()).toBe(0)
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
      'deliveries-accepted',
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
    'acme/sendToBroken',
    'acme/forget'
  ])
})
