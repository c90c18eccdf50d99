import type { Job } from '@waybill/server/operations'
import { eventBy } from '../../../runner/test/start-engine'
import { REFUSED, response } from '../../../runner/test/vendor'
import type { TestCoreOptions } from '../../../server/test/start-core'
import { closeOperations, startOperations } from '../../../server/test/start-operations'
import { createTestFolder, jsonLines, runCommand } from '../test-terminal'

const { write, path, remove } = createTestFolder()

afterAll(async () => {
  await closeOperations()
  remove()
})

/** A running service and the commands of somebody who operates it. */
async function start(options?: TestCoreOptions) {
  const service = await startOperations(options)
  const run = (line: string, ...rest: readonly string[]) =>
    runCommand([...line.split(' '), ...rest, '--data', service.folder])
  return { ...service, run }
}

async function startWithDeadLetters(...users: readonly string[]) {
  const service = await start()
  for (const user of users) await service.accept(eventBy(user, 'send', `${user}${REFUSED}`))
  await service.finish()
  return service
}

describe('status', () => {
  test('says how each instance is doing', async () => {
    const service = await startWithDeadLetters('ada')
    const { status, out, err } = await service.run('status')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(
      /^Running since 2023-11-14T22:13:20\.000Z\.\nSince then 1 delivery accepted: 0 delivered, 1 rejected/
    )
    expect(out).toContain('✓ acme (Acme): running\n    acme/send: 1 dead letter\n')
    expect(out).toMatch(/Event log: 0\.0 MB, since 2023/)
  })

  test('says how many deliveries were dropped as repeated, if any', async () => {
    const service = await start()
    const event = eventBy('ada', 'send', '1')
    await service.accept(event)
    expect((await service.run('status')).out).not.toContain('dropped')
    await service.accept(event, event)
    const { out } = await service.run('status')
    expect(out).toContain('Since then 1 delivery accepted: ')
    expect(out).toContain(' 2 deliveries dropped: the ids of their events had come before.\n')
  })

  test('says how many deliveries were returned from the dead letters, if any', async () => {
    const service = await startWithDeadLetters('ada', 'bob')
    expect((await service.run('status')).out).not.toContain('returned')
    await service.run('dead-letters retry --all')
    await service.finish()
    expect((await service.run('status')).out).toContain(
      'Since then 2 deliveries accepted and 2 returned from the dead letters: 0 delivered, 4 rejected, '
    )
  })

  test('fails when an instance is paused, and says why', async () => {
    const service = await start({
      transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(401)) })
    })
    await service.accept(eventBy('ada', 'send', '1'))
    await service.clock.advance(5000)
    const { status, out } = await service.run('status')
    expect(status).toBe(1)
    expect(out).toContain(
      '! acme (Acme): paused\n    acme/send: 1 waiting, the oldest for 5 s; paused (wide-failure): '
    )
  })

  test.each(['0.0.0.0', '::'])(
    'finds a service whose operations port listens on %s, as in a container',
    async (host) => {
      const service = await start({ operations: { host } })
      expect(await service.run('status')).toMatchObject({ status: 0, err: '' })
    }
  )

  test('is one JSON line for tools', async () => {
    const service = await start()
    const { out } = await service.run('status --json')
    expect(jsonLines(out)).toMatchObject([{ instances: [{ instance: 'acme', health: 'running' }] }])
  })
})

describe('what events and vendors say moves no terminal', () => {
  const EVIL = '\u001b]0;owned\u0007\u009b2J\nfake line'

  test.each([
    'events list',
    'events show evil',
    'dead-letters list',
    'dead-letters show 1',
    'outcomes',
    'status',
    'test-authentication',
    'replay --to acme --dry-run',
    'events show evil --json',
    'dead-letters list --json'
  ])('%s', async (command) => {
    const service = await start({
      transportOf: (vendor) => ({
        ...vendor,
        send: ({ url }) => Promise.resolve(response(url.endsWith('/me') ? 401 : 400, { message: EVIL }))
      })
    })
    await service.accept({ ...eventBy(`ada${EVIL}`, 'send', `1${EVIL}`), messageId: 'evil', context: { app: EVIL } })
    await service.finish()
    service.core.runner.pause('acme', EVIL)
    const { out } = await service.run(command)
    expect(out).not.toMatch(/(?!\n)\p{Cc}|^fake line/mu)
    // It is there, spelled out.
    expect(out).toContain('\\u009b2J')
  })
})

test('pause and resume', async () => {
  const service = await start()
  expect(await service.run('pause acme --reason', 'until noon')).toMatchObject({
    status: 0,
    out: 'acme is paused; its events are kept.\n'
  })
  expect((await service.run('status')).out).toContain('paused (asked): until noon')
  expect(await service.run('resume acme')).toMatchObject({ status: 0, out: 'acme goes on.\n' })
  expect(await service.run('resume other')).toMatchObject({
    status: 2,
    out: '',
    err: 'There is no instance "other"; there are acme.\n'
  })
})

test('test-authentication says of each instance whether its vendor accepts it', async () => {
  const good = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(200)) }) })
  expect(await good.run('test-authentication')).toMatchObject({
    status: 0,
    out: '✓ acme: the vendor accepts the credentials.\n'
  })
  const bad = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(response(401)) }) })
  const { status, out } = await bad.run('test-authentication acme')
  expect(status).toBe(1)
  expect(out).toMatch(/^✗ acme: Acme does not accept these credentials/)
})

describe('dead letters', () => {
  test('are listed and shown', async () => {
    const service = await startWithDeadLetters('ada', 'bob')
    const listed = await service.run('dead-letters list --maximum 1')
    expect(listed.out).toMatch(
      /^ {5}1 {2}2023-\S+ {2}acme\/send {2}ada {2}send {2}rejected: refused\nMore with --after 1\.\n$/
    )
    expect((await service.run('dead-letters list --user cy')).out).toBe('There are no dead letters.\n')
    const shown = await service.run('dead-letters show 2')
    for (const part of [
      'Dead letter 2 in acme/send: rejected: refused',
      '"userId": "bob"',
      '✓ send things → send',
      'request: POST https://acme.example/main'
    ]) {
      expect(shown.out).toContain(part)
    }
    expect(await service.run('dead-letters show 9')).toMatchObject({
      status: 2,
      err: expect.stringContaining('no dead letter 9') as string
    })
  })

  test('are tried and retried with an edited event', async () => {
    const service = await startWithDeadLetters('ada')
    const mended = write('mended.json', JSON.stringify(eventBy('ada', 'send', 'mended')))
    const tried = await service.run('dead-letters show 1 --event', mended)
    expect(tried.out).toMatch(/^What would be sent:\n {2}✓ send things[^]*"id":"mended"/)
    const retried = await service.run('dead-letters retry 1 --with-event', mended)
    expect(retried.out).toMatch(/^It is sent as message \d+~edited-1\.\n$/)
    await service.finish()
    expect(service.vendor.taken).toEqual(['mended'])
  })

  test.each([
    ['YAML', "subscription: send things\nfields:\n  things:\n    - id: { '@path': $.userId }\n"],
    ['JSON', '{"subscription": "send things", "fields": {"things": [{"id": {"@path": "$.userId"}}]}}']
  ])('are tried with another mapping in %s, which is kept in waybill.yaml only', async (_, text) => {
    const service = await startWithDeadLetters('ada')
    const seen = service.vendor.seen.length
    const mapping = write('mapping', text)
    const { status, out, err } = await service.run('dead-letters show 1 --mapping', mapping)
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^What would be sent:\n {2}✓ send things[^]*"id":"ada"/)
    expect(out).toContain(
      'Nothing was changed. To keep it, write these fields under "mapping" of "send things" of acme'
    )
    const event = write('bob.json', JSON.stringify(eventBy('bob', 'send', 'mended')))
    const both = await service.run(`dead-letters show 1 --json --event ${event} --mapping`, mapping)
    expect(jsonLines(both.out)).toMatchObject([
      { instance: 'acme', subscriptions: [{ result: { items: [{ body: { id: 'bob' } }] } }, {}] }
    ])
    // The stored event and the configuration are as they were, and nothing was sent.
    expect((await service.run('dead-letters show 1')).out).toContain(`"id":"ada${REFUSED}"`)
    expect(service.vendor.seen).toHaveLength(seen)
  })

  test('a mapping of a subscription that does not want the event is said to make no difference', async () => {
    const service = await startWithDeadLetters('ada')
    const other = await service.run(
      'dead-letters show 1 --mapping',
      write('m', '{ subscription: sendAgain things, fields: {} }')
    )
    expect(other.out).toContain('"sendAgain things" does not want this event, so that its mapping makes no difference')
    const own = await service.run(
      'dead-letters show 1 --mapping',
      write('m', '{ subscription: send things, fields: {} }')
    )
    expect(own.out).not.toContain('makes no difference')
  })

  test.each([
    ['', /must name the "subscription", and under "fields" each field/],
    ['fields: {}', /must name the "subscription"/],
    ['{ subscription: send things, fields: {}, mapping: {} }', /must name the "subscription"/],
    ['subscription: send things\nfields: {', /mapping:2:\d+: This is neither YAML nor JSON: /],
    ['{ subscription: other, fields: {} }', /no subscription "other"; it has "send things"/],
    ["{ subscription: send things, fields: { things: { '@nope': 1 } } }", /The mapping has mistakes: .*@nope/]
  ])('a mapping %j is one sentence', async (text, error) => {
    const service = await startWithDeadLetters('ada')
    const { status, out, err } = await service.run('dead-letters show 1 --mapping', write('mapping', text))
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(error)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  test.each(['retry', 'drop'])('%s of one that there is not is a mistake', async (change) => {
    const service = await startWithDeadLetters('ada')
    expect(await service.run(`dead-letters ${change} 7`)).toMatchObject({
      status: 2,
      out: '',
      err: 'There is no dead letter 7: it was retried or dropped, or never was. Nothing was done.\n'
    })
  })

  test.each([
    ['dead-letters retry 1', 1],
    ['dead-letters retry --user bob', 1],
    ['dead-letters retry --all', 2]
  ])('%s puts back %i', async (command, count) => {
    const service = await startWithDeadLetters('ada', 'bob')
    const { status, out } = await service.run(command)
    expect({ status, out }).toEqual({
      status: 0,
      out: `Retry ${count} dead letter${count === 1 ? '' : 's'}. done: ${count} of ${count} put into the queue.\n`
    })
  })

  test('are dropped', async () => {
    const service = await startWithDeadLetters('ada', 'bob')
    expect(await service.run('dead-letters drop --user ada')).toMatchObject({ status: 0, out: '1 dropped.\n' })
    expect(jsonLines((await service.run('dead-letters list --json')).out)).toMatchObject([
      { deadLetters: [{ user: 'bob' }] }
    ])
  })

  test.each([
    'dead-letters retry',
    'dead-letters drop',
    'dead-letters drop 1 --all',
    'dead-letters drop --all --user ada'
  ])('%s does not guess what is meant', async (command) => {
    const service = await startWithDeadLetters('ada')
    expect(await service.run(command)).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^Say which: /) as string
    })
    expect((await service.run('dead-letters list')).out).toContain('ada')
  })

  test.each([
    ['dead-letters retry x', /It must be a whole number above 0/],
    ['dead-letters retry --all --per-second 0', /It must be a number above 0/],
    ['dead-letters retry 1 2 --with-event x.json', /name one position/],
    ['dead-letters show 1 --event missing.json', /missing\.json/],
    [
      'dead-letters show 1 --mapping missing.yaml',
      /The mapping missing\.yaml cannot be read \(ENOENT\); check --mapping/
    ],
    ['dead-letters list --set-aside-from yesterday', /Write a time as 2026-11-20/]
  ])('%s is one sentence', async (command, error) => {
    const service = await startWithDeadLetters('ada')
    const { status, err } = await service.run(command)
    expect(status).toBe(2)
    expect(err).toMatch(error)
  })
})

describe('events', () => {
  test('are listed and shown with their whole way', async () => {
    const service = await start()
    const event = eventBy('ada', 'send', '1')
    await service.accept(event)
    await service.finish()
    const listed = await service.run('events list --user ada')
    expect(listed.out).toMatch(/^2023-\S+ {2}message \d+ {2}website {2}ada {2}send\n$/)
    expect((await service.run('events list --from 2030-01-01')).out).toBe('The log has no such events.\n')
    const shown = await service.run('events show', event.messageId ?? '')
    for (const part of ['acme:\n  ✓ send things → send', 'What became of it:', 'acme  send things  delivered  200']) {
      expect(shown.out).toContain(part)
    }
    expect((await service.run('outcomes --kind delivered')).out).toContain('acme  send things  delivered  200')
    expect((await service.run('outcomes --user bob')).out).toBe('Nothing is recorded of it.\n')
  })

  test('are replayed, after a look at what would be sent', async () => {
    const service = await start()
    await service.accept(eventBy('ada', 'send', '1'), eventBy('bob', 'nothing'))
    await service.finish()
    const dry = await service.run('replay --to acme --dry-run')
    expect(dry.out).toMatch(
      /^2 events of the log: 1 would be sent in 1 request, 0 rejected, 1 skipped\.\n {4}1 × no subscription/
    )
    expect(dry.out).toContain('Nothing was sent.')
    const ran = await service.run('replay --to acme --name again')
    expect(ran).toMatchObject({ status: 0, out: 'Replay "again" to acme. done: 1 put into the queue.\n' })
    expect((await service.run('replay --to acme --name again')).out).toBe(
      'Replay "again" to acme. done: 0 put into the queue, 1 dropped as put there before.\n'
    )
    await service.finish()
    expect(service.vendor.taken).toEqual(['1', '1'])
  })

  test('a replay that is interrupted is cancelled', async () => {
    const service = await start()
    await service.accept(eventBy('ada', 'send', '1'), eventBy('bob', 'send', '2'))
    await service.clock.advance(1000)
    const interruption = new AbortController()
    interruption.abort()
    const ran = await runCommand(['replay', '--to', 'acme', '--per-second', '0.001', '--data', service.folder], {
      interrupt: interruption.signal
    })
    expect(ran.status).toBe(130)
    expect(ran.out).toContain('cancelled')
  })
})

test('jobs are listed and cancelled by their ids', async () => {
  const service = await start()
  expect((await service.run('jobs list')).out).toBe('No retry or replay since the service was started.\n')
  await service.accept(eventBy('ada', 'send', '1'), eventBy('bob', 'send', '2'))
  await service.clock.advance(1000)
  const { id } = await service.post<Job>('/replays', { instance: 'acme', filter: {}, name: 'slow', perSecond: 0.001 })
  expect((await service.run('jobs list')).out).toMatch(
    new RegExp(`^${id} {2}2023-11-14T\\S+ {2}Replay "slow" to acme\\. running: \\d put into the queue\\.\n$`)
  )
  expect(await service.run(`jobs cancel ${id}`)).toMatchObject({
    status: 0,
    out: expect.stringContaining('Replay "slow" to acme. cancelled') as string
  })
  expect((await service.run('jobs list')).out).toContain('cancelled')
  expect(await service.run('jobs cancel nobody')).toMatchObject({ status: 2, out: '' })
})

describe('a service that cannot be asked', () => {
  test('because it does not run is said to be so', async () => {
    const { status, err } = await runCommand(['status', '--data', path('nowhere')])
    expect(status).toBe(2)
    expect(err).toMatch(/^No service runs with the data folder \S+nowhere: .*actions-cli run.*--data\.\n$/)
  })

  test('because nothing answers, or something else, is said to be so', async () => {
    const service = await start()
    const gone = await runCommand(['status', '--data', service.folder, '--url', 'http://127.0.0.1:9'])
    expect(gone).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^No service answers at http:\/\/127\.0\.0\.1:9 /) as string
    })
    expect(await runCommand(['status', '--data', service.folder, '--url', 'nonsense'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('"nonsense" is no address') as string
    })
  })

  test('because the token is another is said to be so', async () => {
    const service = await start()
    const environment = { WAYBILL_OPERATIONS_URL: service.url, WAYBILL_OPERATIONS_TOKEN: 'wrong' }
    const { status, err } = await runCommand(['status'], { environment })
    expect(status).toBe(2)
    expect(err).toMatch(/has another token/)
    const right = { ...environment, WAYBILL_OPERATIONS_TOKEN: service.token }
    expect((await runCommand(['status'], { environment: right })).status).toBe(0)
  })
})
