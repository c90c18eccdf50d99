import { mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createMemoryStore, QueueStoreError } from '@waybill/runner'
import { planAcme, SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { response } from '../../../runner/test/vendor'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { AuthenticationTests, InstanceStatus, Status } from './contract'

afterAll(closeOperations)

describe('who may ask', () => {
  test.each([
    [{}, 401],
    [{ authorization: 'Bearer wrong' }, 401],
    [{ authorization: 'Bearer token-1' }, 200],
    [{ 'x-waybill-token': 'token-1' }, 200],
    [{ authorization: 'Bearer token-1', origin: 'https://evil.example' }, 403]
  ])('%j is answered %i', async (headers, status) => {
    const { url } = await startOperations()
    const answer = await fetch(`${url}/waybill/api/status`, { headers })
    expect(answer.status).toBe(status)
    expect(Object.keys((await answer.json()) as object)).toContain(status === 200 ? 'instances' : 'error')
  })

  test('who has no token is told where it is', async () => {
    const { url } = await startOperations()
    expect(await (await fetch(`${url}/waybill/api/status`)).json()).toEqual({
      error:
        'The token is missing or wrong; it is in operations-token of the data folder, or operations.token of the configuration.'
    })
  })

  test('the token is in a file of its owner, and stays over a new start', async () => {
    const { folder, token } = await startOperations()
    expect(statSync(join(folder, 'operations-token')).mode & 0o777).toBe(0o600)
    const again = await startOperations({ folder })
    expect(again.token).toBe(token)
  })

  test('metrics need no token', async () => {
    const { url } = await startOperations()
    const answer = await fetch(`${url}/metrics`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(await answer.text()).toContain('waybill_queue_messages{instance="acme",lane="acme/send"} 0')
  })

  test('a parameter is no way to bring the token, but for a stream', async () => {
    const { url, token } = await startOperations()
    expect((await fetch(`${url}/waybill/api/status?token=${token}`)).status).toBe(401)
  })
})

describe('status', () => {
  test('says of each instance what it does, and what it holds', async () => {
    const test = await startOperations()
    await test.accept(eventBy('ada', 'send', '1'))
    await test.finish()
    const status = await test.get<Status>('/status')
    expect(status).toMatchObject({
      now: test.clock.now(),
      recovered: { waiting: 0, unknown: 0 },
      unserved: [],
      totals: { accepted: 1, returned: 0, repeated: 0, delivered: 1, rejected: 0, expired: 0, skipped: 0, retried: 0 },
      eventLog: { isKept: true }
    })
    expect(status.eventLog.bytes).toBeGreaterThan(10)
    const [acme] = status.instances
    expect(acme).toMatchObject({ instance: 'acme', destination: { slug: 'acme', name: 'Acme' }, health: 'running' })
    expect(acme?.lanes.find(({ lane }) => lane === 'acme/send')).toEqual({
      lane: 'acme/send',
      state: { kind: 'running' },
      circuit: 'closed',
      concurrency: expect.any(Number) as number,
      underWay: 0,
      waiting: 0,
      oldestAcceptedAt: null,
      deadLetters: 0
    })
    expect(acme?.subscriptions[0]).toEqual({
      name: 'send things',
      action: 'send',
      subscribe: 'event = "send" or event = "send twice"',
      lane: 'acme/send',
      mapping: { things: { '@path': '$.properties.things' } }
    })
  })

  test('names lanes that nobody serves', async () => {
    const test = await startOperations()
    await test.store.append([{ lane: 'gone/send', id: '1', key: 'a', body: '{}', acceptedAt: 0 }])
    expect((await test.get<Status>('/status')).unserved).toEqual([{ lane: 'gone/send', waiting: 1, deadLetters: 0 }])
  })

  test('a vendor that refuses everything is seen, with its words and without the secret in them', async () => {
    const refused = response(401, { message: `no such key: ${SECRET}` })
    const test = await startOperations({
      transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(refused) })
    })
    await test.accept(eventBy('ada', 'send', '1'))
    await test.clock.advance(1000)
    const [acme] = (await test.get<Status>('/status')).instances
    expect(acme?.health).toBe('paused')
    const lane = acme?.lanes.find((each) => each.lane === 'acme/send')
    expect(lane).toMatchObject({ state: { kind: 'paused', cause: 'wide-failure' }, waiting: 1, deadLetters: 0 })
    expect(JSON.stringify(lane)).not.toContain('s3cr3t')
  })

  test('a vendor that does not work is seen', async () => {
    const test = await startOperations({
      transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(503)) })
    })
    await test.accept(eventBy('ada', 'send', '1'))
    await test.clock.advance(60_000)
    expect((await test.get<Status>('/status')).instances[0]?.health).toBe('circuit-open')
  })
})

const failing = (fault: unknown) => () => Promise.reject(fault)

test.each([
  [
    new TypeError('of ada@example.com'),
    500,
    'A fault of the service (TypeError); please report it with what you asked for.'
  ],
  [new QueueStoreError('DISK_FULL', 'The disk is full.'), 503, 'The disk is full.']
])('what goes wrong behind a request is told, once: %s', async (error, status, sentence) => {
  const test = await startOperations({ store: { ...createMemoryStore(), outcomes: failing(error) } })
  expect(await test.ask('GET', '/outcomes')).toEqual({ status, body: { error: sentence } })
  expect(await test.ask('GET', '/outcomes?nothing=1')).toMatchObject({ status: 400 })
  expect(test.told.filter(({ kind }) => kind === 'request-failed')).toEqual([
    { kind: 'request-failed', route: '/waybill/api/outcomes', error }
  ])
})

describe('pausing', () => {
  test('keeps the events of an instance until it is resumed', async () => {
    const test = await startOperations()
    const paused = await test.post<InstanceStatus>('/instances/acme/pause', { reason: 'maintenance' })
    expect(paused).toMatchObject({
      health: 'paused',
      lanes: expect.arrayContaining([
        expect.objectContaining({ state: { kind: 'paused', cause: 'asked', reason: 'maintenance' } }) as object
      ]) as object
    })
    await test.accept(eventBy('ada', 'send', '1'))
    await test.clock.advance(60_000)
    expect(test.vendor.taken).toEqual([])
    expect(await test.post('/instances/acme/resume')).toMatchObject({ health: 'running' })
    await test.finish()
    expect(test.vendor.taken).toEqual(['1'])
  })

  test('holds over a new start', async () => {
    const first = await startOperations()
    await first.post('/instances/acme/pause')
    const second = await startOperations({ folder: first.folder })
    expect((await second.get<Status>('/status')).instances[0]?.health).toBe('paused')
    await second.post('/instances/acme/resume')
    const third = await startOperations({ folder: first.folder })
    expect((await third.get<Status>('/status')).instances[0]?.health).toBe('running')
    expect(readFileSync(join(first.folder, 'paused.json'), 'utf8')).toBe('{}\n')
  })

  test('that cannot be kept holds all the same, until the next start, and says so here and in the log', async () => {
    const test = await startOperations()
    const blocked = join(test.folder, 'paused.json.new')
    mkdirSync(blocked)
    const paused = await test.ask('POST', '/instances/acme/pause')
    expect(paused).toEqual({
      status: 500,
      body: {
        error:
          'acme is paused, but only until the service is started again: its data folder could not be written (EISDIR). Mend that, then pause it again.'
      }
    })
    const route = '/waybill/api/instances/:instance/pause'
    expect(test.told.filter(({ kind }) => kind === 'request-failed')).toMatchObject([
      { route, error: { code: 'EISDIR' } }
    ])
    expect((await test.get<Status>('/status')).instances[0]?.health).toBe('paused')
    const resumed = await test.ask('POST', '/instances/acme/resume')
    expect(resumed).toMatchObject({
      body: { error: expect.stringMatching(/^acme goes on, but is paused again/) as string }
    })
    rmdirSync(blocked)
    await test.post('/instances/acme/resume')
    expect(readFileSync(join(test.folder, 'paused.json'), 'utf8')).toBe('{}\n')
  })

  test('holds for an instance that is not there at a start, and comes with a reload', async () => {
    const first = await startOperations()
    await first.post('/instances/acme/pause')
    const second = await startOperations({ folder: first.folder, instances: [] })
    await second.change({ instances: [{ id: 'acme', plan: planAcme() }] })
    await second.accept(eventBy('ada', 'send', '1'))
    await second.clock.advance(60_000)
    expect(second.vendor.taken).toEqual([])
    await second.post('/instances/acme/resume')
    await second.finish()
    expect(second.vendor.taken).toEqual(['1'])
  })

  test.each([
    ['/instances/other/pause', {}, 404, /There is no instance "other"; there are acme\./],
    ['/instances/acme/pause', { reason: 3 }, 400, /"reason" must be a text/],
    ['/instances/acme/pause', { why: 'x' }, 400, /no "why" here; there is reason/],
    ['/instances/acme/pause', '[', 400, /not valid JSON/],
    ['/instances/acme/pause', '[]', 400, /must be a JSON object/],
    ['/instances/acme/pose', {}, 404, /There is nothing here/]
  ])('%s with %j is answered %i', async (path, body, status, error) => {
    const test = await startOperations()
    const answer = await test.ask('POST', path, body)
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(error) as string } })
  })
})

const answering = (status: number) =>
  startOperations({
    transportOf: (vendor) => ({
      ...vendor,
      send: () => Promise.resolve(response(status, { message: `not ${SECRET}` }))
    })
  })

describe('testing authentication', () => {
  test('asks each vendor', async () => {
    const test = await answering(200)
    expect(await test.post('/authentication-tests')).toEqual({ results: [{ instance: 'acme', result: 'accepted' }] })
  })

  test('says what is wrong, without the secret', async () => {
    const test = await answering(401)
    const { results } = await test.post<AuthenticationTests>('/authentication-tests', { instance: 'acme' })
    expect(results).toMatchObject([{ instance: 'acme', result: 'refused' }])
    expect(results[0]?.reason).toMatch(/^Acme does not accept these credentials .*Check the settings\.$/)
    expect(results[0]?.reason).not.toContain('s3cr3t')
  })

  test('says where it cannot be asked', async () => {
    const plan = planAcme()
    const { test: _, ...authentication } = plan.destination.authentication
    const untestable = { ...plan, destination: { ...plan.destination, authentication } }
    const test = await startOperations({ instances: [{ id: 'acme', plan: untestable }] })
    const { results } = await test.post<AuthenticationTests>('/authentication-tests')
    expect(results).toMatchObject([{ result: 'untested', reason: expect.stringContaining('Acme') as string }])
  })
})
