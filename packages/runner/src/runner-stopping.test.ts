import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { createVendor } from '../test/vendor'

const MINUTE = 60_000

const gone = (): Promise<never> => Promise.reject(new Error('The disk is gone.'))

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

  test('what does not exist and was never paused cannot be resumed', async () => {
    const { runner } = await startEngine()
    expect(() => runner.resume('amce')).toThrow('There is no instance "amce"; there are acme.')
    runner.pause('amce', 'it comes later')
    runner.resume('amce')
    expect(() => runner.resume('amce')).toThrow('There is no instance "amce"; there are acme.')
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

  test('a store that fails before anything is sent does not keep it from stopping', async () => {
    const store = createModelStore()
    const { accept, runner, clock, vendor } = await startEngine({ store: { ...store, markStarted: gone } })
    await accept(eventBy('ada', 'send', 'a'))
    await expect(clock.runUntil(runner.finish())).rejects.toThrow('The disk is gone.')
    await clock.runUntil(runner.stop(5000))
    expect(vendor.seen).toEqual([])
  })
})
