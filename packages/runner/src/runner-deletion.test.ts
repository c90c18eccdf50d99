import type { SegmentEvent } from '@waybill/kit'
import { planAcme } from '../test/acme'
import { createModelStore } from '../test/model-store'
import { eventBy, startEngine } from '../test/start-engine'
import { answering, idsOf, response } from '../test/vendor'
import { QueueStoreError } from './queue/queue-store-error'

const instance = () => ({ id: 'acme', plan: planAcme() })

const deletionOf = (userId: string): SegmentEvent => ({ type: 'delete', userId, messageId: 'd' })

test("waits at every door for its user's earlier events, and nobody else's", async () => {
  const busy = new Set(['a', 'b', 'c'])
  const { accept, runner, clock, vendor, store } = await startEngine({
    transportOf: answering((ids) => response(ids.some((id) => busy.has(id)) ? 503 : 200))
  })
  await accept(eventBy('ada', 'send', 'a'), eventBy('ada', 'sendToBroken', 'b'), eventBy('bob', 'send', 'c'))
  await accept(deletionOf('ada'))
  const isDeleted = (): boolean => vendor.seen.some(({ url }) => url.endsWith('/gone'))
  await clock.advance(60_000)
  expect(isDeleted()).toBe(false)
  busy.delete('a')
  await clock.advance(60_000)
  expect(isDeleted()).toBe(false)
  busy.delete('b')
  await clock.advance(120_000)
  expect(isDeleted()).toBe(true)
  expect(store.recorded().filter(({ messageId }) => messageId === 'd')).toMatchObject([
    { subscription: 'Deletion requests', kind: 'delivered', key: 'ada', attempts: 1 }
  ])
  busy.clear()
  await clock.runUntil(runner.finish())
  expect(store.left()).toBe(0)
})

test('goes on although there is no room for new events, and a reload does not wait for a disk without any', async () => {
  const store = createModelStore()
  let isFull: 'for new events' | 'for all' | false = false
  const append: typeof store.append = (messages, how) =>
    (isFull === 'for new events' && how?.goOn !== true) || (isFull === 'for all' && how?.goOn === true)
      ? Promise.reject(new QueueStoreError('DISK_FULL', 'The disk is full.'))
      : store.append(messages)
  const { accept, runner, clock, vendor, toldOf } = await startEngine({
    instances: [instance()],
    store: { ...store, append }
  })
  const deleted = () => vendor.seen.filter(({ url }) => url.endsWith('/gone')).length
  await accept(deletionOf('ada'))
  isFull = 'for new events'
  await clock.advance(5000)
  expect([deleted(), toldOf('store-full')]).toEqual([1, []])
  isFull = 'for all'
  await accept({ ...deletionOf('bob'), messageId: 'e' })
  const reloaded = runner.reconfigure([instance()], 500).then(() => clock.now())
  const startedAt = clock.now()
  expect((await clock.runUntil(reloaded)) - startedAt).toBe(500)
  isFull = false
  await clock.advance(5000)
  expect(deleted()).toBe(2)
})

test('does what else is subscribed to it on its way', async () => {
  const event = { ...deletionOf('ada'), event: 'sendElsewhere', properties: { things: [{ id: 'told' }] } }
  const { accept, finish, sent, store } = await startEngine()
  await accept(eventBy('ada', 'sendElsewhere', 'before'), event)
  await finish()
  expect(sent()).toEqual([['before'], ['told'], ['d:ada']])
  expect(store.recorded().map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ['sendElsewhere things', 'delivered'],
    ['sendElsewhere things', 'delivered'],
    ['Deletion requests', 'delivered']
  ])
})

test('is kept back by a door that is paused, and goes on with it', async () => {
  const refusing = { isOn: true }
  const { accept, finish, clock, runner, vendor } = await startEngine({
    transportOf: (transport) => ({
      ...transport,
      send: async (request, options) => {
        const exchange = await transport.send(request, options)
        return refusing.isOn && idsOf(request).includes('a') ? response(401) : exchange
      }
    })
  })
  await accept(eventBy('ada', 'send', 'a'), deletionOf('ada'))
  await clock.advance(10_000)
  expect(runner.status().find(({ lane }) => lane === 'acme/send')).toMatchObject({
    state: { kind: 'paused' },
    waiting: 2
  })
  expect(vendor.seen.map(({ url }) => url)).not.toContain('https://acme.example/gone')
  refusing.isOn = false
  runner.resume('acme')
  await finish()
  expect(vendor.seen.at(-1)?.ids).toEqual(['d:ada'])
})

test('a process that ends on the way leaves it where it is', async () => {
  const store = createModelStore()
  const first = await startEngine({ store })
  first.runner.pause('acme', 'so that it waits')
  await first.accept(eventBy('ada', 'send', 'a'), deletionOf('ada'))
  await first.clock.runUntil(first.runner.stop(0))
  const { finish, sent } = await startEngine({ store })
  await finish()
  expect(sent()).toEqual([['a'], ['d:ada']])
})

test('one without a user is rejected, and one that is switched off skipped', async () => {
  const { accept, finish, store, vendor } = await startEngine()
  await accept({ type: 'delete', messageId: 'nobody' })
  await accept({ ...deletionOf('ada'), integrations: { Acme: false } })
  await finish()
  expect(vendor.seen).toEqual([])
  expect(store.recorded().map(({ messageId, kind, reason }) => [messageId, kind, reason])).toEqual([
    ['nobody', 'rejected', 'There is no user.'],
    ['d', 'skipped', 'Acme is switched off in event.integrations']
  ])
})
