import { connect } from 'node:net'
import { defineSettings } from '@waybill/kit'
import { createMemoryStore, QueueStoreError } from '@waybill/runner'
import { Hono } from 'hono'
import { createFakeClock } from '../../../runner/test/fake-clock'
import type { FakeClock } from '../../../runner/test/fake-clock'
import { createFakeVendor } from '../../test/acme'
import { CONFIGURATION, startTestService } from '../../test/start-test-service'
import type { TestService, TestServiceOptions } from '../../test/start-test-service'
import { busyAnswer } from '../http/busy-answer'
import type { SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'
import type { ServicePart } from './service-part'
import { defineSourceKind } from './source-kind'

let service: TestService | undefined
const start = async (options?: TestServiceOptions): Promise<TestService> => (service = await startTestService(options))

afterEach(async () => {
  await service?.stop('The test is over.')
})

/** Lets time go on while work needs the network as well. */
async function letPass(work: Promise<void>, clock: FakeClock): Promise<void> {
  const state = { isOver: false }
  const over = work.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) await clock.advance(clock.waits().length === 1 ? (clock.waits()[0] ?? 0) : 0)
  await over
}

const track = (event: string, fields: object = {}) => ({ writeKey: 'wk_site', userId: 'ada', event, ...fields })

test('what comes in goes out', async () => {
  const { post, vendor, toldOf } = await start()
  expect(await post('/v1/track', track('Signed Up'))).toEqual({ status: 200, body: { success: true } })
  expect(await toldOf('delivery-ended')).toMatchObject({ delivery: { instance: 'acme' }, ended: { kind: 'delivered' } })
  expect(vendor.names()).toEqual(['Signed Up'])
})

test('success is answered only once the queue has the event', async () => {
  const store = createMemoryStore()
  const written: string[] = []
  const append: typeof store.append = async (messages) => {
    const repeated = await store.append(messages)
    written.push('written')
    return repeated
  }
  const { post } = await start({ store: { ...store, append } })
  await post('/v1/track', track('Signed Up'))
  expect(written).toEqual(['written'])
})

test('a body that is cut off is nothing accepted, and told as a mistake of its sender', async () => {
  const { url, told, toldOf } = await start()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  const body = JSON.stringify(track('Signed Up'))
  socket.on('error', () => undefined)
  socket.end(`POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length + 1}\r\n\r\n${body}`)
  expect(await toldOf('request-answered')).toMatchObject({ status: 408 })
  expect(told.map(({ kind }) => kind)).not.toContain('events-accepted')
})

test('an id that comes again is answered with success, dropped, and told as repeated', async () => {
  const { post, vendor, core, told, toldOf } = await start()
  await post('/v1/track', track('First', { messageId: 'm1' }))
  await post('/v1/batch', {
    writeKey: 'wk_site',
    batch: [
      { type: 'track', ...track('Again', { messageId: 'm1' }) },
      { type: 'track', ...track('Second', { messageId: 'm2' }) }
    ]
  })
  await core.runner.finish()
  expect(vendor.names()).toEqual(['First', 'Second'])
  const accepted = told.flatMap((event) => (event.kind === 'events-accepted' ? event.events : []))
  expect(accepted.map(({ event }) => event)).toEqual(['First', 'Second'])
  expect(await toldOf('events-repeated')).toEqual({ kind: 'events-repeated', source: 'site', events: 1 })
})

test('an event goes to the destinations of its source', async () => {
  const text = `
http: { port: 0 }
sources:
  site: { writeKeys: [wk_site], destinations: [two] }
  all: { writeKeys: [wk_all] }
destinations:
  one: { destination: acme, settings: { apiKey: key-of-one } }
  two: { destination: acme, settings: { apiKey: key-of-two } }
`
  const { post, vendor, core } = await start({ text })
  const keys = () => vendor.requests.map(({ headers }) => String(headers['authorization'])).toSorted()
  await post('/v1/track', track('A'))
  await core.runner.finish()
  expect(keys()).toEqual(['key-of-two'])
  await post('/v1/track', { ...track('B'), writeKey: 'wk_all' })
  await core.runner.finish()
  expect(keys()).toEqual(['key-of-one', 'key-of-two', 'key-of-two'])
})

const refusing = async (options: TestServiceOptions) => {
  const running = await start(options)
  const response = await fetch(`${running.url}/v1/track`, { method: 'POST', body: JSON.stringify(track('A')) })
  const body: unknown = await response.json()
  return { running, status: response.status, retryAfter: response.headers.get('retry-after'), body }
}

const failing = (code: 'DISK_FULL' | 'FAILED', message: string) => () =>
  Promise.reject(new QueueStoreError(code, message))

describe('when nothing can be taken', () => {
  test('a full disk is answered with 503, nothing is told to be accepted, and senders learn no path', async () => {
    const append = failing('DISK_FULL', 'The disk of /secret/queue.db is full.')
    const { running, ...answer } = await refusing({ store: { ...createMemoryStore(), append } })
    const message = 'There is no room on the disk for more events.'
    expect(answer).toEqual({ status: 503, retryAfter: '10', body: { success: false, message } })
    const reason = 'The disk of /secret/queue.db is full.'
    expect(await running.toldOf('accepting-refused')).toMatchObject({ source: 'site', events: 1, reason })
    expect(running.told.map(({ kind }) => kind)).not.toContain('events-accepted')
  })

  test('what is refused for want of room is not kept by the parts again and again', async () => {
    const kept: SourcedEvent[] = []
    const log: ServicePart = {
      name: 'log',
      open: async () => ({ keep: async (events) => void kept.push(...events), close: async () => undefined })
    }
    const append = failing('DISK_FULL', 'The disk is full.')
    const clock = createFakeClock()
    const { post } = await start({ store: { ...createMemoryStore(), append }, parts: [log], clock })
    for (const name of ['A', 'B', 'C']) expect(await post('/v1/track', track(name))).toMatchObject({ status: 503 })
    expect(kept.map(({ event }) => event.event)).toEqual(['A'])
    await clock.advance(1000)
    expect(await post('/v1/track', track('D'))).toMatchObject({ status: 503 })
    expect(kept.map(({ event }) => event.event)).toEqual(['A', 'D'])
  })

  test('a disk without room for what became of events makes the service not ready, until there is', async () => {
    const store = createMemoryStore()
    let isFull = true
    const settle: typeof store.settle = (settlements) =>
      isFull ? failing('DISK_FULL', 'The disk is full.')() : store.settle(settlements)
    const { post, core, toldOf, vendor } = await start({ store: { ...store, settle } })
    expect(await post('/v1/track', track('A'))).toMatchObject({ status: 200 })
    await toldOf('store-full')
    const message = 'There is no room on the disk for more events.'
    expect(core.readiness()).toEqual({ ready: false, reasons: [message] })
    expect(await post('/v1/track', track('B'))).toMatchObject({ status: 503, body: { success: false, message } })
    isFull = false
    expect(await toldOf('delivery-ended')).toMatchObject({ ended: { kind: 'delivered' } })
    expect([core.readiness(), vendor.names()]).toEqual([{ ready: true }, ['A']])
  })

  test('too long a backlog is answered with 503, also to who asks whether it is ready', async () => {
    const vendor = createFakeVendor()
    vendor.status = 503
    const text = `${CONFIGURATION}data: { maximumWaiting: 1 }\n`
    const running = await start({ text, vendor })
    expect(await fetch(`${running.url}/readyz`)).toMatchObject({ status: 200 })
    expect(await running.post('/v1/track', track('A'))).toMatchObject({ status: 200 })
    expect(await running.post('/v1/track', track('B'))).toMatchObject({
      status: 503,
      body: { message: '1 messages wait for their destinations, and 1 is the most that may.' }
    })
    expect(await fetch(`${running.url}/readyz`)).toMatchObject({ status: 503 })
    expect(await fetch(`${running.url}/healthz`)).toMatchObject({ status: 200 })
  })

  test('a store that cannot record what was delivered ends the service', async () => {
    const settle = failing('FAILED', 'The disk is gone.')
    const running = await start({ store: { ...createMemoryStore(), settle } })
    await running.post('/v1/track', track('A'))
    expect(await running.finished).toMatchObject({ error: { message: 'The disk is gone.' } })
    expect(running.core.readiness()).toEqual({ ready: false, reasons: ['The queue cannot be read or written.'] })
  })
})

describe('parts', () => {
  test('keep what is accepted, are told of it, and are closed before the store is', async () => {
    const kept: SourcedEvent[] = []
    const order: string[] = []
    const store = createMemoryStore()
    const part = (name: string): ServicePart => ({
      name,
      open: async () => ({
        where: [{ name, address: 'here' }],
        keep: async (events) => void kept.push(...events),
        close: async () => void order.push(name)
      })
    })
    const close = async () => {
      order.push('store')
      await store.close()
    }
    const { post, stop, where } = await start({ store: { ...store, close }, parts: [part('first'), part('second')] })
    await post('/v1/track', track('A'))
    await stop('It is over.')
    expect(where.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(kept.map(({ source, event }) => [source, event.event])).toEqual([
      ['site', 'A'],
      ['site', 'A']
    ])
    expect(order).toEqual(['second', 'first', 'store'])
  })

  test('that cannot keep what is accepted make the sender try again', async () => {
    const log: ServicePart = {
      name: 'log',
      open: async () => ({ keep: () => Promise.reject(new Error('no')), close: async () => undefined })
    }
    const { post } = await start({ parts: [log] })
    expect(await post('/v1/track', track('A'))).toMatchObject({
      status: 503,
      body: { message: 'The events cannot be written to disk.' }
    })
  })

  test('that throw when they are told of something cost nothing else, and are told of once', async () => {
    const broken: ServicePart = {
      name: 'broken',
      open: async () => ({
        tell: () => {
          throw new TypeError('no')
        },
        close: async () => undefined
      })
    }
    const { post, core, told, vendor } = await start({ parts: [broken] })
    await post('/v1/track', track('A'))
    await core.runner.finish()
    expect(vendor.names()).toEqual(['A'])
    const faults = told.filter(({ kind }) => kind === 'part-failed' || kind === 'store-failed')
    expect(faults).toEqual([{ kind: 'part-failed', part: 'broken', error: new TypeError('no') }])
  })

  test('that hang, or fail to end, keep neither the others nor the store from ending in time', async () => {
    const ended: string[] = []
    const store = createMemoryStore()
    const close = async () => void ended.push('store')
    const part = (name: string, closing: () => Promise<void>): ServicePart => ({
      name,
      open: async () => ({
        close: () => {
          ended.push(name)
          return closing()
        }
      })
    })
    const clock = createFakeClock()
    const parts = [part('good', async () => undefined), part('hanging', () => new Promise(() => undefined))]
    const hanging = await start({ store: { ...store, close }, clock, parts })
    const startedAt = clock.now()
    await letPass(hanging.stop('It is over.'), clock)
    expect(ended).toEqual(['hanging', 'good', 'store'])
    expect(clock.now() - startedAt).toBe(1000)
    ended.length = 0
    const rejecting = await start({
      store: { ...store, close },
      parts: [part('bad', () => Promise.reject(new Error('no')))]
    })
    await expect(rejecting.stop('It is over.')).rejects.toThrow('no')
    expect(ended).toEqual(['bad', 'store'])
    service = undefined
  })

  test('that do not open keep the service from starting, and what was started ends', async () => {
    const store = createMemoryStore()
    const closed: string[] = []
    const broken: ServicePart = { name: 'broken', open: () => Promise.reject(new Error('The port is taken.')) }
    const close = async () => void closed.push('store')
    await expect(start({ store: { ...store, close }, parts: [broken] })).rejects.toThrow('The port is taken.')
    expect(closed).toEqual(['store'])
  })
})

test('other kinds of sources answer under their own address', async () => {
  const hooks = defineSourceKind({
    type: 'hooks',
    title: 'Hooks',
    description: 'Hooks.',
    docs: 'https://acme.example',
    options: defineSettings({ word: { label: 'Word', description: 'A word.', type: 'string', required: true } }),
    routes: ({ options, accept, newId }) =>
      new Hono().post('/', async (context) => {
        const acceptance = await accept([{ type: 'track', userId: 'bob', event: options.word, messageId: newId() }])
        return acceptance.kind === 'busy' ? busyAnswer(context, acceptance) : context.json({ id: 'ok' })
      })
  })
  const text = CONFIGURATION.replace('sources:', 'sources:\n  reports: { type: hooks, word: Hooked }')
  const { post, vendor, core, toldOf } = await start({ text, sourceKinds: [hooks] })
  expect(await post('/webhooks/reports', {})).toEqual({ status: 200, body: { id: 'ok' } })
  expect((await toldOf('events-accepted')).source).toBe('reports')
  await core.runner.finish()
  expect(vendor.names()).toEqual(['Hooked'])
  expect(await post('/webhooks/others', {})).toEqual({
    status: 404,
    body: { success: false, message: 'No source of that name takes webhooks; check the address.' }
  })
})

const twice = (text: string) =>
  text.replace('destinations:', 'destinations:\n  more: { destination: acme, settings: { apiKey: key-of-more } }')

const unreadable = () => Promise.reject(Object.assign(new Error('ada@example.com'), { code: 'EACCES' }))

describe('reloading', () => {
  test('goes on with the new configuration', async () => {
    const { post, rewrite, core, toldOf, vendor } = await start()
    rewrite(twice(CONFIGURATION).replace('wk_site', 'wk_new'))
    expect(await core.reload()).toEqual({ ok: true })
    expect(await toldOf('configuration-reloaded')).toMatchObject({
      added: ['more'],
      changed: [],
      removed: [],
      waiting: []
    })
    expect((await post('/v1/track', track('A'))).status).toBe(401)
    expect((await post('/v1/track', { ...track('B'), writeKey: 'wk_new' })).status).toBe(200)
    await core.runner.finish()
    expect(
      vendor.requests.map(({ headers }) => String(headers['authorization'])).toSorted((a, b) => a.localeCompare(b))
    ).toEqual(['key-of-more', 'secret-of-acme'])
  })

  test('keeps the configuration it has when the new one is wrong, and says why', async () => {
    const { post, rewrite, core, toldOf } = await start()
    rewrite('sources: [')
    expect(await core.reload()).toMatchObject({ ok: false })
    expect((await toldOf('configuration-refused')).problems[0]).toMatch(/^1:11: This is not valid YAML/)
    expect((await post('/v1/track', track('A'))).status).toBe(200)
  })

  test('ends the service when the queue cannot be read for the new destinations', async () => {
    const store = createMemoryStore()
    const size: typeof store.size = (lane) =>
      lane.startsWith('more') ? failing('FAILED', 'The queue is damaged.')() : store.size(lane)
    const { rewrite, core, finished, told, toldOf } = await start({ store: { ...store, size } })
    rewrite(twice(CONFIGURATION))
    expect(await core.reload()).toEqual({ ok: false, problems: ['The queue cannot be read or written.'] })
    expect(await finished).toMatchObject({ error: { message: 'The queue is damaged.' } })
    expect(await toldOf('store-failed')).toMatchObject({ error: { message: 'The queue is damaged.' } })
    // How much waits is not known.
    expect(told).toContainEqual({ kind: 'service-stopped' })
  })

  test('keeps the configuration it has when the new one cannot be read, and says so', async () => {
    const { post, core, toldOf } = await start({ readAgain: unreadable })
    const problems = ['1:1: The configuration cannot be read (EACCES).']
    expect(await core.reload()).toEqual({ ok: false, problems })
    expect(await toldOf('configuration-refused')).toEqual({ kind: 'configuration-refused', problems })
    expect((await post('/v1/track', track('A'))).status).toBe(200)
  })

  test('keeps the backlog of a destination that is gone until it is back', async () => {
    const vendor = createFakeVendor()
    vendor.status = 503
    const { post, rewrite, core, told, toldOf } = await start({ text: twice(CONFIGURATION), vendor })
    await post('/v1/track', track('A'))
    await toldOf('request-retried')
    rewrite(CONFIGURATION)
    await core.reload()
    expect(await toldOf('lane-unserved')).toMatchObject({ lane: 'more/trackEvent', waiting: 1 })
    vendor.status = 200
    rewrite(twice(CONFIGURATION))
    await core.reload()
    await core.runner.finish()
    expect(
      told.flatMap((event) => (event.kind === 'delivery-ended' ? [[event.delivery.instance, event.ended.kind]] : []))
    ).toEqual(
      expect.arrayContaining([
        ['acme', 'delivered'],
        ['more', 'delivered']
      ])
    )
  })

  test('tries a destination again that had paused on its wrong settings, and leaves one paused that somebody paused', async () => {
    const { rewrite, core } = await start({ text: twice(CONFIGURATION) })
    core.runner.pause('more', 'maintenance')
    rewrite(twice(CONFIGURATION).replace('key-of-more', 'key-of-more-2').replace('secret-of-acme', 'secret-2'))
    await core.reload()
    expect(core.runner.status().map(({ instance, state }) => [instance, state.kind])).toEqual(
      expect.arrayContaining([
        ['more', 'paused'],
        ['acme', 'running']
      ])
    )
  })

  test('says what has to wait for a new start', async () => {
    const { rewrite, core, toldOf } = await start()
    rewrite(`${CONFIGURATION}data: { rememberHours: 2 }\n`)
    await core.reload()
    expect((await toldOf('configuration-reloaded')).waiting).toEqual(['data'])
  })
})

test('stopping lets requests end, gives back what is not delivered, and takes nothing more', async () => {
  const vendor = createFakeVendor()
  vendor.status = 503
  const { post, stop, core, toldOf, url } = await start({ vendor })
  await post('/v1/track', track('A'))
  await toldOf('request-retried')
  await stop('It is over.')
  expect(await toldOf('service-stopped')).toMatchObject({ waiting: 1 })
  expect(await core.accept([{ source: 'site', event: { type: 'track', userId: 'a', event: 'B' } }])).toMatchObject({
    kind: 'busy',
    reason: 'The service is ending.'
  })
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
})

test('stopping waits for the answer to what is under way', async () => {
  const routes = new Hono()
  const arrived = new Promise<() => void>((arrive) => {
    routes.post('/', async (context) => {
      await new Promise<void>((answer) => arrive(answer))
      return context.json({ id: 'late' })
    })
  })
  const slow = defineSourceKind({
    type: 'slow',
    title: 'Slow',
    description: 'Slow.',
    docs: 'https://acme.example',
    options: defineSettings({}),
    routes: () => routes
  })
  const text = CONFIGURATION.replace('sources:', 'sources:\n  reports: { type: slow }')
  const { post, stop, toldOf } = await start({ text, sourceKinds: [slow] })
  const asked = post('/webhooks/reports', {})
  const answer = await arrived
  const stopped = stop('It is over.')
  await toldOf('service-stopping')
  answer()
  expect(await asked).toEqual({ status: 200, body: { id: 'late' } })
  await stopped
})

test('a queue that fails while the service starts keeps it from starting, and nothing listens', async () => {
  const { url, stop } = await start()
  await stop('Its port is free.')
  const store = createMemoryStore()
  const size = failing('FAILED', 'The queue is damaged.')
  const text = CONFIGURATION.replace('port: 0', `port: ${new URL(url).port}`)
  await expect(startTestService({ text, store: { ...store, size } })).rejects.toThrow('The queue is damaged.')
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
})

test('a queue that fails as soon as something is leased keeps it from starting', async () => {
  const vendor = createFakeVendor()
  vendor.status = 503
  const store = createMemoryStore()
  const first = await start({ vendor, store: { ...store, close: async () => undefined } })
  await first.post('/v1/track', track('A'))
  await first.stop('Something waits.')
  const told: ServiceEvent[] = []
  const watch: ServicePart = {
    name: 'watch',
    open: async () => ({ tell: (event) => void told.push(event), close: async () => undefined })
  }
  const lease = failing('FAILED', 'The queue is damaged.')
  const text = CONFIGURATION.replace('port: 0', `port: ${new URL(first.url).port}`)
  const starting = startTestService({ text, store: { ...store, lease }, parts: [watch] })
  await expect(starting).rejects.toThrow('The queue is damaged.')
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow('fetch failed')
  expect(told.map(({ kind }) => kind)).not.toContain('service-started')
})

test('what comes from a source that a reload has taken away is to be sent again', async () => {
  const { core, rewrite, told } = await start()
  rewrite(CONFIGURATION.replace('site:', 'web:'))
  await core.reload()
  const event = { type: 'track', userId: 'a', event: 'B' } as const
  expect(await core.accept([{ source: 'site', event }])).toMatchObject({
    kind: 'busy',
    reason: 'The configuration has just been changed; send it again.'
  })
  expect(told.map(({ kind }) => kind)).not.toContain('events-accepted')
  expect(await core.accept([{ source: 'web', event }])).toEqual({ kind: 'accepted', repeated: 0 })
})

test('an address that is taken is said at once, and the store is closed', async () => {
  const { url } = await start()
  const text = CONFIGURATION.replace('port: 0', `port: ${new URL(url).port}`)
  await expect(startTestService({ text })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('no secret of the configuration is in what is redacted', async () => {
  const { core } = await start()
  expect(core.redact('wk_site and secret-of-acme')).toBe('‹redacted› and ‹redacted›')
})
