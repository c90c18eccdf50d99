import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import type { Engine } from '../test/start-engine'
import { QueueStoreError } from './queue/queue-store-error'
import type { QueueStore } from './queue/queue-store'

/** An engine whose disk is full whenever a test says so. */
async function startOnDisk() {
  const store = createModelStore()
  let isFull = false
  const unlessFull =
    <Arguments extends readonly unknown[], Answer>(work: (...values: Arguments) => Promise<Answer>) =>
    async (...values: Arguments): Promise<Answer> => {
      if (isFull) throw new QueueStoreError('DISK_FULL', 'The disk is full.')
      return work(...values)
    }
  const onDisk: QueueStore = {
    ...store,
    append: unlessFull(store.append),
    markStarted: unlessFull(store.markStarted),
    settle: unlessFull(store.settle)
  }
  let fillsWhenAnswered = false
  const engine = await startEngine({
    store: onDisk,
    transportOf: (vendor) => ({
      ...vendor,
      send: async (request, options) => {
        const exchange = await vendor.send(request, options)
        isFull ||= fillsWhenAnswered
        return exchange
      }
    })
  })
  return {
    engine,
    store,
    fill: () => (isFull = true),
    fillWhenAnswered: () => (fillsWhenAnswered = true),
    makeRoom: () => (isFull = fillsWhenAnswered = false)
  }
}

const toldOfStore = ({ told }: Engine) => told.map(({ kind }) => kind).filter((kind) => kind.startsWith('store-'))

describe('on a full disk', () => {
  test('what was sent is recorded when there is room again, and not sent twice', async () => {
    const { engine, store, fillWhenAnswered, makeRoom } = await startOnDisk()
    const { accept, clock, vendor, finish } = engine
    await accept(eventBy('ada', 'send', 'a'))
    fillWhenAnswered()
    await clock.advance(60_000)
    expect([vendor.taken, store.recorded(), toldOfStore(engine)]).toEqual([['a'], [], ['store-full']])
    makeRoom()
    await finish()
    expect(vendor.taken).toEqual(['a'])
    expect(store.recorded()).toMatchObject([{ kind: 'delivered', attempts: 1, unknown: false }])
    expect(toldOfStore(engine)).toEqual(['store-full', 'store-has-room'])
  })

  test('nothing is sent of which it cannot be recorded that it is', async () => {
    const { engine, fill, makeRoom } = await startOnDisk()
    const { accept, clock, vendor, finish } = engine
    await accept(eventBy('ada', 'send', 'a'))
    fill()
    await clock.advance(60_000)
    expect(vendor.seen).toEqual([])
    makeRoom()
    await finish()
    expect(vendor.taken).toEqual(['a'])
  })

  test('who sends events in is told at once', async () => {
    const { engine, fill } = await startOnDisk()
    fill()
    await expect(engine.accept(eventBy('ada', 'send', 'a'))).rejects.toMatchObject({ code: 'DISK_FULL' })
  })

  test('stopping waits for room no longer than it may, and says that something was not recorded', async () => {
    const { engine, store, fillWhenAnswered } = await startOnDisk()
    const { accept, clock, runner } = engine
    await accept(eventBy('ada', 'send', 'a'))
    fillWhenAnswered()
    await clock.advance(1000)
    const before = clock.now()
    await clock.runUntil(runner.stop(5000))
    expect(clock.now() - before).toBe(5000)
    expect(toldOfStore(engine)).toEqual(['store-full', 'store-failed'])
    expect(await store.recover()).toEqual({ waiting: 1, unknown: 1 })
  })
})
