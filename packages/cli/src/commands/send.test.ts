import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { defaultCustomerioAccount, startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { createTestFolder, jsonLines, runCommand } from '../test-terminal'
import type { Around } from '../test-terminal'

const { siteId, apiKey } = defaultCustomerioAccount
const secrets = [apiKey, Buffer.from(`${siteId}:${apiKey}`).toString('base64')]
const folder = createTestFolder()
afterAll(() => folder.remove())

const send = (args: readonly string[], around?: Around) => runCommand(['send', '--to', 'customerio', ...args], around)
const track = (name: string, userId = 'u1'): string => JSON.stringify({ type: 'track', event: name, userId })

describe('into a running sandbox', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox()
  })
  afterAll(() => sandbox.close())
  beforeEach(() => sandbox.vendors.customerio.reset())
  const names = () => sandbox.vendors.customerio.state().people.flatMap(({ events }) => events.map(({ name }) => name))

  test('good lines arrive in order, whatever stands beside them, and the summary says what did not', async () => {
    const path = folder.write('mixed.jsonl', [track('a'), '{"broken', track('b'), '[]', '', track('c')].join('\n'))
    const { status, out, err } = await send(['--sandbox', sandbox.vendors.customerio.url, '--events', path])
    expect(status).toBe(1)
    expect(err).toBe('')
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(out).toContain(`${path}: 3 events read, 2 unreadable records.`)
    expect(out).toContain(`  ${path}:2  This is not valid JSON: it ends too early; mend it and send it again.`)
    expect(out).toContain(`  ${path}:4  An event must be a JSON object, not a list.`)
    expect(out).toMatch(/ {2}trackEvent +3 +0 +0\n/)
    expect(out).toMatch(/ {2}\d requests?, \d+\.\d s\n/)
  })

  test('standard input is the default', async () => {
    const { status } = await send(['--sandbox', sandbox.vendors.customerio.url], { input: `[${track('a')}]` })
    expect(status).toBe(0)
    expect(names()).toEqual(['a'])
  })

  test('with --json, one JSON line says the same', async () => {
    const input = [track('a'), track('b', ''), '{'].join('\n')
    const { status, out } = await send(['--sandbox', sandbox.vendors.customerio.url, '--json'], { input })
    expect(status).toBe(1)
    expect(jsonLines(out)).toEqual([
      {
        input: {
          name: 'standard input',
          events: 2,
          unreadableCount: 1,
          unreadable: [{ line: 3, reason: expect.any(String) as unknown }],
          lastLine: 3
        },
        seconds: expect.any(Number) as unknown,
        interrupted: false,
        destinations: [
          expect.objectContaining({
            destination: 'customerio',
            requests: 1,
            unfinished: 0,
            refused: 0,
            actions: [{ action: 'trackEvent', delivered: 1, skipped: 0, rejected: 1, expired: 0 }],
            rejected: [{ action: 'trackEvent', count: 1, references: ['2'], reason: expect.any(String) as unknown }]
          })
        ]
      }
    ])
  })

  test('a rejected event comes with the command that explains it, quoted for a shell', async () => {
    const path = folder.write("it's.jsonl", `${track('a', '')}\n`)
    const { status, out } = await send(['--sandbox', sandbox.vendors.customerio.url, '--events', path])
    expect(status).toBe(1)
    const quoted = `'${path.replace("'", `'\\''`)}'`
    expect(out).toContain(`Why? npx actions-cli explain --to customerio --events ${quoted} --line 1\n`)
  })

  test('wrong credentials stop it before anything is sent', async () => {
    const settings = folder.write('wrong.json', JSON.stringify({ siteId, apiKey: 'z'.repeat(20) }))
    const { status, err, out } = await send(['--sandbox', sandbox.vendors.customerio.url, '--settings', settings], {
      input: track('a')
    })
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^Customer\.io does not accept these credentials .*\n$/)
    expect(err).not.toContain('zzzz')
    expect(names()).toEqual([])
  })

  test('a vendor that fails for a while is told about, and everything arrives', async () => {
    sandbox.vendors.customerio.misbehave({
      fault: { kind: 'reset', applied: false },
      schedule: { times: 1 },
      path: '/api/v2/entity'
    })
    const { status, out, err } = await send(['--sandbox', sandbox.vendors.customerio.url], { input: track('a') })
    expect(status).toBe(0)
    expect(names()).toEqual(['a'])
    expect(err).toMatch(/^Customer\.io: .+ Trying again in \d\.\d s\.\n$/)
    expect(out).toMatch(/2 requests, 1 of them after a failure/)
  })

  test('the key is in nothing that is written', async () => {
    const settings = folder.write('right.json', JSON.stringify({ siteId, apiKey, region: 'us' }))
    const url = sandbox.vendors.customerio.url
    const input = `${track('a')}\n${track('b', '')}\n{"apiKey": "${apiKey}"\n${JSON.stringify({ type: apiKey })}`
    for (const flags of [[], ['--json'], ['--dry-run'], ['--dry-run', '--json']]) {
      const { all } = await send(['--sandbox', url, '--settings', settings, ...flags], { input })
      expect(all).not.toBe('')
      for (const secret of secrets) expect(all).not.toContain(secret)
    }
  })
})

test('--sandbox without an address is a sandbox of its own', async () => {
  const { status, out } = await send(['--sandbox', '--events', 'examples/events.jsonl'])
  expect(status).toBe(1)
  expect(out).toContain('examples/events.jsonl: 300 events read, 6 unreadable records.')
  expect(out).toMatch(/ {2}total +283 +11 +6\n/)
})

test.each([
  'https://127.0.0.1:1',
  'http://example.com',
  'http://127.0.0.1.example.com',
  'http://127.0.0.1@example.com',
  '4010',
  'nonsense'
])('--sandbox %s is refused: only a sandbox on this machine gets events', async (address) => {
  const { status, err } = await send(['--sandbox', address], { input: track('a') })
  expect(status).toBe(2)
  expect(err).toBe('--sandbox takes the address of a sandbox on this machine, such as http://127.0.0.1:4010.\n')
})

test('a sandbox that is not there is one sentence', async () => {
  const server = await listen(() => undefined)
  const url = urlOf(server)
  await close(server)
  const { status, err } = await send(['--sandbox', url], { input: track('a') })
  expect(status).toBe(2)
  expect(err).toMatch(/^Customer\.io cannot be reached\. .*ECONNREFUSED.*\n$/)
})

describe('a vendor that repeats what it was sent', () => {
  test.each([401, 400])('with %i, does not make us show the key', async (status) => {
    const server = await listen((request, response) => {
      const isTest = request.url?.endsWith('/region') ?? false
      request.resume().on('end', () => {
        response.writeHead(isTest && status === 400 ? 200 : status, { 'content-type': 'application/json' })
        const { authorization = '' } = request.headers
        const message = `bad ${authorization} for ${Buffer.from(authorization.slice(6), 'base64').toString()}`
        response.end(
          JSON.stringify({ region: 'us', message, meta: { error: message }, errors: [{ reason: message, message }] })
        )
      })
    })
    const ran = await send(['--sandbox', urlOf(server)], { input: track('a') })
    await close(server)
    expect(ran.status).toBe(status === 401 ? 2 : 1)
    expect(ran.all).toContain('bad')
    for (const secret of secrets) expect(ran.all).not.toContain(secret)
  })
})

describe('interrupted', () => {
  test('while events are waited for, it sums up what was read', async () => {
    const interruption = new AbortController()
    const input = new PassThrough()
    const server = await listen((request, response) => {
      request.resume().on('end', () => response.end('{"region":"us"}'))
      if (request.url === '/api/v2/entity') response.on('finish', () => interruption.abort())
    })
    input.write(`${track('a')}\n`)
    const { status, out } = await send(['--sandbox', urlOf(server)], { input, interrupt: interruption.signal })
    await close(server)
    expect(status).toBe(130)
    expect(out).toContain('standard input: 1 event read')
    expect(out).toContain('Interrupted: nothing behind line 1 was taken in')
  })

  test('while a vendor is retried, it does not wait for the vendor', async () => {
    const interruption = new AbortController()
    const server = await listen((request, response) => {
      if (request.url?.endsWith('/region')) response.end('{"region":"us"}')
      else {
        response.writeHead(503, { 'retry-after': '3600' }).end()
        response.on('close', () => interruption.abort())
      }
    })
    const { status, out } = await send(['--sandbox', urlOf(server), '--json'], {
      input: track('a'),
      interrupt: interruption.signal
    })
    await close(server)
    expect(status).toBe(130)
    expect(jsonLines(out)).toEqual([
      expect.objectContaining({
        interrupted: true,
        destinations: [expect.objectContaining({ unfinished: 1, actions: [] })]
      })
    ])
  })
})

describe('a call that cannot work', () => {
  const events = folder.write('events.jsonl', track('a'))

  test.each([
    [['--events', events], /^Name the settings of Customer\.io with --settings FILE or --settings env; .*\n$/],
    [['--sandbox', '--events', folder.path('none')], /^There is no file .*none; check its name.*\n$/],
    [['--sandbox', '--events', folder.folder], /is a folder; name a file of events\.\n$/],
    [
      ['--sandbox', '--rate', '5000', '--events', events],
      /^Customer\.io takes at most 1000 requests in 1 s; --rate 5000 is more\.\n$/
    ],
    [['--sandbox', '--rate', '0', '--events', events], /whole number above 0/],
    [['--sandbox', '--rate', 'x', '--events', events], /whole number above 0/],
    [['--sandbox', '--bogus'], /unknown option '--bogus'/],
    [['--sandbox', '--events'], /argument missing/],
    [['surplus', '--sandbox'], /too many arguments/]
  ])('%j ends with 2 and one sentence', async (args, message) => {
    const { status, out, err } = await send(args)
    expect(status).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(message)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test.each(['nope', '__proto__', 'constructor', ''])(
    'an unknown destination %j is told with those there are',
    async (slug) => {
      const { status, err } = await runCommand(['send', '--to', slug, '--sandbox'])
      expect(status).toBe(2)
      expect(err).toMatch(/^There is no destination ".*"; choose one of .*customerio.*\.\n$/)
    }
  )
})

const listen = (answer: RequestListener): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer(answer).listen(0, '127.0.0.1', () => resolve(server))
  })

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.closeAllConnections()
    server.close(() => resolve())
  })
