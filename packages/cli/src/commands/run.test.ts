import { readdirSync, rmSync } from 'node:fs'
import { runUntil } from '../test-service'
import { loadConfiguration, requireConfiguration } from '../service/load-configuration'
import { createTestFolder, createTestTerminal, jsonLines, runCommand } from '../test-terminal'

const { write, path, remove } = createTestFolder()

afterAll(remove)

// A busy machine takes its time to load all that a service is made of.
const CONFIGURATION = `
http: { port: 0 }
operations: { port: 0 }
sources:
  site: { writeKeys: [wk_site] }
destinations:
  customerio:
  tractionboard:
`

const REAL = `
data: { folder: real }
sources:
  site: { writeKeys: [wk_site] }
destinations:
  tractionboard: { settings: { tokenId: made-up } }
`

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(`${url}/v1/track`, { method: 'POST', body: JSON.stringify(body) })

test('a service takes events in, delivers them, and ends when it is told to', async () => {
  const file = write('waybill.yaml', CONFIGURATION)
  const ran = await runUntil(file, async (url) => {
    const response = await post(url, { writeKey: 'wk_site', userId: 'ada', event: 'Signed Up' })
    expect(await response.json()).toEqual({ success: true })
  })
  expect(ran.out).toMatch(/^Waybill takes events at http:\/\/127\.0\.0\.1:\d+\n {2}site → customerio, tractionboard\n/)
  expect(ran.err).toContain('Ending: a signal asked for it.\nEnded; ')
  expect(ran.status).toBe(0)
})

test.each([
  [false, true],
  [true, false]
])('the token is told to a person only: out is a terminal %j, err is one %j', async (outIsTTY, errIsTTY) => {
  const file = write('token.yaml', `${CONFIGURATION}data: { folder: token }\n`)
  const ran = await runUntil(file, async () => undefined, { outIsTTY, errIsTTY })
  expect(/#token=[\w-]{20,}/.test(ran.all)).toBe(outIsTTY)
})

test.each(['text', 'json'])(
  'a start says that it is a sandbox, with a data folder of its own (--log %s)',
  async (log) => {
    const name = `played-${log}`
    const file = write(`${name}.yaml`, `${CONFIGURATION}data: { folder: ${name} }\n`)
    const interruption = new AbortController()
    const ran = await runCommand(['run', file, '--sandbox', '--log', log], {
      interrupt: interruption.signal,
      onOut: (text) => (text.includes('metrics ') ? interruption.abort() : undefined),
      onErr: (text) => (log === 'json' && text.includes('has started') ? interruption.abort() : undefined)
    })
    expect(readdirSync(path(name))).toEqual(['sandbox'])
    if (log === 'json') return expect(jsonLines(ran.err)[0]).toMatchObject({ sandbox: true })
    expect(ran.out).toContain(
      `\nSandbox: simulators take the place of the vendors; nothing leaves this machine.\nIts data folder is ${path(name)}/sandbox; name it to other commands with --data.\n`
    )
  }
)

test('what waits for the vendors does not go to simulators', async () => {
  const file = write('real.yaml', `${CONFIGURATION}data: { folder: real }\n`)
  const { terminal } = createTestTerminal()
  const played = await requireConfiguration(file, { terminal, forSandbox: true })
  expect(played.data.folder).toBe(path('real/sandbox'))
  const real = await loadConfiguration(write('real.yaml', REAL), { terminal })
  expect(real).toMatchObject({ ok: true, configuration: { data: { folder: path('real') } } })
})

test('two services cannot have the same data', async () => {
  const file = write('shared.yaml', `${CONFIGURATION}data: { folder: shared }\n`)
  let second: Awaited<ReturnType<typeof runCommand>> | undefined
  await runUntil(file, async () => {
    second = await runCommand(['run', file, '--sandbox'])
  })
  expect(second).toMatchObject({ status: 2, out: '' })
  expect(second?.err).toContain(
    `The data folder ${path('shared/sandbox')} is in use: stop the other service, or give this one a folder of its own with data.folder.\n`
  )
})

test('on a hangup the configuration is read again, and who has the new key is heard', async () => {
  const file = write('again.yaml', `${CONFIGURATION}data: { folder: again-data }\n`)
  const ran = await runUntil(file, async (url, reload) => {
    write('again.yaml', `${CONFIGURATION.replace('wk_site', 'wk_new')}data: { folder: again-data }\n`)
    reload()
    for (let status = 401; status !== 200;) {
      status = (await post(url, { writeKey: 'wk_new', userId: 'ada', event: 'Signed Up' })).status
    }
    expect(await post(url, { writeKey: 'wk_site', userId: 'ada', event: 'Signed Up' })).toMatchObject({ status: 401 })
  })
  expect(ran.err).toContain('The configuration was read again; no destination is different.\n')
  expect(ran.status).toBe(0)
})

test('a start says what it found from before', async () => {
  const file = write('before.yaml', `${CONFIGURATION}data: { folder: before }\n`)
  write('before/sandbox/paused.json', '{ "customerio": "later", "tractionboard": "later" }')
  const first = await runUntil(file, async (url) => {
    const event = { writeKey: 'wk_site', userId: 'ada', event: 'Signed Up' }
    expect(await post(url, event)).toMatchObject({ status: 200 })
  })
  expect(first.err).toContain('Ended; 2 messages wait for the next start.\n')
  const second = await runUntil(file, async () => undefined)
  expect(second.out).toContain('From before, 2 messages wait.\n')
})

test('what is wrong when it is read again is told as validate tells it', async () => {
  const file = write('mistaken.yaml', `${CONFIGURATION}data: { folder: mistaken }\n`)
  const ran = await runUntil(file, async (_, reload) => {
    write('mistaken.yaml', CONFIGURATION.replace('writeKeys: [wk_site]', 'writeKeys: []'))
    reload()
  })
  const { out } = await runCommand(['validate', file])
  expect(out).toContain(`${file}:5:11: Give the source at least one write key`)
  expect(ran.err).toContain(`cannot be used:\n${out.split('\n')[0]}\n`)
})

test('a configuration that is gone when it is read again is said to be so, and the one before stays', async () => {
  const file = write('gone.yaml', CONFIGURATION)
  const ran = await runUntil(file, async (_, reload) => {
    rmSync(file)
    reload()
  })
  expect(ran.err).toContain('The configuration is as before, since the new one cannot be used:\n')
  expect(ran.err).toContain(`The configuration ${file} cannot be read (ENOENT); name another, or write one`)
  expect(ran.status).toBe(0)
})

test('a reload that is asked for while it starts is made when it has started', async () => {
  const interruption = new AbortController()
  const happened: string[] = []
  const ran = await runCommand(['run', write('early.yaml', CONFIGURATION), '--sandbox'], {
    interrupt: interruption.signal,
    onHangup: (reload) => {
      happened.push('listens')
      reload()
    },
    onOut: (text) => {
      happened.push(text.startsWith('Waybill takes events') ? 'started' : 'says where')
    },
    onErr: () => interruption.abort()
  })
  // Before all else, and with the configuration that it starts on.
  expect(happened.slice(0, 3)).toEqual(['listens', 'listens', 'started'])
  expect(ran.err).toMatch(/^The configuration was read again; /)
  expect(ran.status).toBe(0)
})

test.each([
  ['that is not there', 'missing.yaml', undefined, 'missing.yaml cannot be read (ENOENT); name another, or write one'],
  ['with mistakes', 'wrong.yaml', 'sources: {}', 'wrong.yaml:1:1: Name at least one source'],
  [
    'whose port cannot be had',
    'port.yaml',
    CONFIGURATION.replace('http: { port: 0 }', 'http: { host: 192.0.2.1 }'),
    'It cannot listen on 192.0.2.1'
  ],
  [
    'whose metrics port cannot be had',
    'metrics.yaml',
    CONFIGURATION.replace(
      'operations: { port: 0 }',
      'operations: { port: 0, metricsHost: 192.0.2.1, metricsPort: 9090 }'
    ),
    'It cannot listen on 192.0.2.1:9090 (EADDRNOTAVAIL); choose another operations.metricsHost or operations.metricsPort.\n'
  ]
])('a configuration %s is said to be so', async (_, name, text, message) => {
  const file = text === undefined ? path(name) : write(name, text)
  const ran = await runCommand(['run', file, '--sandbox'])
  expect(ran.status).toBe(2)
  expect(ran.err).toContain(message)
})
