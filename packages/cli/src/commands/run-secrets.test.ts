import { createHmac } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LiveEvent } from '@waybill/server/operations'
import { secretsIn } from '../../../server/test/spellings'
import { createEchoingVendors } from '../test-echo'
import type { EchoingVendors } from '../test-echo'
import { createTestFolder, createTestTerminal, runCommand } from '../test-terminal'
import { runService } from './run'

const { write, path, remove } = createTestFolder()

afterAll(remove)

/** Every kind of secret that a configuration may hold, each with characters that are spelled in several ways. */
const SECRETS = {
  WRITE_KEY: 'wk_s3cr3t_of_the_site',
  DELETIONS: 's3cr3t-of-who-may-delete',
  SIGNING_KEY: 's3cr3t-of-the-webhook',
  CUSTOMERIO: 's3cr3t-cio/"key"+012',
  BRAZE: 's3cr3t-braze/"key"+&=%',
  BOOMTRAIN: 's3cr3t-boomtrain/"token"\\',
  TRACTIONBOARD: 's3cr3t-tractionboard/"token"?',
  OPERATIONS: 's3cr3t-of-the-operations-port'
}

const DESTINATIONS = ['customerio', 'braze-appboy', 'boomtrain', 'tractionboard']

const configure = (folder: string, operations: string): string => `
http: { port: 0 }
operations: { port: 0, metricsPort: 0${operations} }
data: { folder: ${folder} }
sources:
  site: { writeKeys: ['\${WRITE_KEY}'] }
  erasure: { type: deletions, secret: '\${DELETIONS}' }
  reports: { type: customerio-webhooks, signingKey: '\${SIGNING_KEY}' }
destinations:
  customerio: { settings: { siteId: site, apiKey: '\${CUSTOMERIO}' } }
  braze-appboy: { settings: { appGroupId: '\${BRAZE}', endpoint: https://rest.iad-01.braze.com } }
  boomtrain: { settings: { apiKey: app, accessToken: '\${BOOMTRAIN}' } }
  tractionboard: { settings: { tokenId: '\${TRACTIONBOARD}' } }
`

/** Reads what happens as it is told, and waits for what a test is interested in. */
async function watch(url: string, token: string) {
  const response = await fetch(`${url}/waybill/api/stream?token=${token}`)
  const told: LiveEvent[] = []
  let text = ''
  let look: (() => void) | undefined
  void read().catch(() => undefined)
  return {
    text: () => text,
    /** Resolves when something has been told of every one of the destinations since the call. */
    ofEach: async (isOf: (event: LiveEvent) => string | undefined, ids: readonly string[] = DESTINATIONS) => {
      const first = told.length
      const isThere = (): boolean => {
        const found = new Set(told.slice(first).map(isOf))
        return ids.every((id) => found.has(id))
      }
      await new Promise<void>((resolve) => {
        look = () => {
          if (isThere()) resolve()
        }
        look()
      })
    }
  }

  /** Until the service ends it. */
  async function read(): Promise<void> {
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      told.splice(0, told.length, ...eventsIn(text))
      look?.()
    }
  }
}

const eventsIn = (text: string): readonly LiveEvent[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((part) => JSON.parse(part.replace(/^data: /, '')) as LiveEvent)

const rejected = (event: LiveEvent): string | undefined =>
  event.kind === 'ended' && event.outcome.kind === 'rejected' ? event.delivery.instance : undefined

const deletionRejected = (event: LiveEvent): string | undefined =>
  event.kind === 'ended' && event.delivery.type === 'delete' ? rejected(event) : undefined

const retried = (event: LiveEvent): string | undefined =>
  event.kind === 'retried' ? event.delivery.instance : undefined

const paused = (event: LiveEvent): string | undefined =>
  event.kind === 'lane' && event.lane.state.kind === 'paused' ? event.instance : undefined

/** A service that runs, and all that it answered. */
interface Asked {
  readonly url: string
  readonly operations: string
  readonly token: string
  readonly answers: Record<string, string>
  readonly ask: (method: string, url: string, body?: unknown, headers?: Record<string, string>) => Promise<string>
}

function createAsked({ url, folder, token }: { url: string } & Pick<Scene, 'folder' | 'token'>): Asked {
  const answers: Record<string, string> = {}
  const operations = readFileSync(join(folder, 'operations-address'), 'utf8').trim()
  return {
    url,
    operations,
    token,
    answers,
    ask: async (method, address, body, headers = {}) => {
      const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
      const response = await fetch(address, { method, headers, redirect: 'manual', ...init })
      const text = `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
      answers[`${method} ${address} ${Object.keys(answers).length}`] = text
      return text
    }
  }
}

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` })

/** Everything that the port for events answers to those who know a secret, and to those who do not. */
async function send({ url, ask }: Asked, round: string): Promise<void> {
  const { WRITE_KEY, DELETIONS, SIGNING_KEY } = SECRETS
  const track = { type: 'track', userId: 'ada', event: 'Signed Up', messageId: `${round}-1` }
  await ask('POST', `${url}/v1/batch`, { writeKey: WRITE_KEY, batch: [{ ...track, writeKey: WRITE_KEY }] })
  await ask('POST', `${url}/v1/track`, { ...track, messageId: `${round}-2` }, basic(WRITE_KEY))
  await ask('POST', `${url}/v1/track`, { ...track, writeKey: WRITE_KEY, userId: 5, event: {} })
  await ask('POST', `${url}/v1/track`, `{"writeKey":"${WRITE_KEY}"`)
  await ask('POST', `${url}/v1/track`, track, basic(`${WRITE_KEY}-not`))
  await ask('GET', `${url}/v1/projects/not-the-key/settings`)
  for (const way of ['/', '/healthz', '/readyz', '/v1/nothing', '/webhooks/nothing', '/metrics'])
    await ask('GET', url + way)
  await requestDeletion({ url, ask }, `${round}-3`)
  await ask('POST', `${url}/webhooks/erasure`, {}, { authorization: `Bearer ${DELETIONS}-not` })
  await ask('POST', `${url}/webhooks/erasure`, '{', { authorization: `Bearer ${DELETIONS}` })
  const report = `{"event_id":"${round}","object_type":"email","metric":"opened","timestamp":1,"data":{"customer_id":"ada"}}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SIGNING_KEY).update(`v0:${timestamp}:${report}`).digest('hex')
  const signed = { 'x-cio-timestamp': timestamp, 'x-cio-signature': signature }
  await ask('POST', `${url}/webhooks/reports`, report, signed)
  await ask('POST', `${url}/webhooks/reports`, `${report} `, signed)
  await ask('POST', `${url}/webhooks/reports`, report)
}

const requestDeletion = ({ url, ask }: Pick<Asked, 'url' | 'ask'>, messageId: string): Promise<string> => {
  const authorization = `Bearer ${SECRETS.DELETIONS}`
  return ask('POST', `${url}/webhooks/erasure`, { type: 'delete', userId: 'ada', messageId }, { authorization })
}

/** Everything that the ports for operations and for metrics answer. */
async function operate({ operations, token, ask }: Asked, metrics = operations): Promise<void> {
  const api = `${operations}/waybill/api`
  const known = { 'x-waybill-token': token }
  const ways = [
    '/status',
    '/dead-letters',
    '/dead-letters/1',
    '/outcomes',
    '/events',
    '/events/500-1',
    '/deletions',
    '/history',
    '/jobs'
  ]
  for (const way of ways) expect(await ask('GET', api + way, undefined, known)).toMatch(/^200 /)
  for (const id of DESTINATIONS) {
    await ask('POST', `${api}/replays/dry-run`, { instance: id, filter: {} }, known)
    await ask('POST', `${api}/instances/${id}/pause`, {}, known)
  }
  await ask('POST', `${api}/authentication-tests`, {}, known)
  await ask('POST', `${api}/dead-letters/1/try`, { event: { type: 'track', userId: 'ada', event: 'B' } }, known)
  await ask('POST', `${api}/dead-letters/1/try`, '{', known)
  await ask('POST', `${api}/instances/none/pause`, {}, known)
  await ask('GET', `${api}/status`, undefined, { 'x-waybill-token': `${token}-not` })
  await ask('GET', `${operations}/waybill/view.json`)
  await ask('GET', `${operations}/nothing`)
  for (const way of ['/metrics', '/nothing']) await ask('GET', metrics + way, undefined, known)
}

const COMMANDS = [
  'status',
  'status --json',
  'dead-letters list',
  'dead-letters list --json',
  'dead-letters show 1',
  'dead-letters show 1 --json',
  'outcomes',
  'events list',
  'events show 500-1',
  'jobs list',
  'test-authentication',
  'replay --to customerio --from 1h --dry-run',
  'deletions',
  'deletions --json'
]

/** All files below a folder, and what is in each. */
const filesIn = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')])

interface Scene {
  readonly folder: string
  readonly token: string
  readonly vendors: EchoingVendors
  readonly written: { readonly out: string; readonly err: string }
}

type Texts = readonly (readonly [name: string, text: string])[]

/** Has a service go through all that can go wrong with vendors; resolves with everything that was heard of it. */
async function playThrough({ folder, token, vendors, written }: Scene): Promise<Texts> {
  const asked = createAsked({ url: /http:[^\s"]+/.exec(written.out + written.err)?.[0] ?? '', folder, token })
  const stream = await watch(asked.operations, token)
  for (const how of [500, 'network'] as const) {
    vendors.answer(how)
    const failed = stream.ofEach(retried)
    await send(asked, String(how))
    await failed
  }
  const refused = stream.ofEach(rejected)
  vendors.answer(400)
  await refused
  // With nothing else in its requests, the whole answer is kept as the proof.
  const deleted = stream.ofEach(deletionRejected, ['customerio', 'braze-appboy'])
  await requestDeletion(asked, 'alone')
  await deleted
  const stopped = stream.ofEach(paused)
  vendors.answer(401)
  await send(asked, '401')
  await stopped
  await operate(asked, /(http:\S+)\/metrics/.exec(written.out)?.[1])
  const commands: (readonly [string, string])[] = []
  for (const command of COMMANDS) {
    const environment = { WAYBILL_OPERATIONS_TOKEN: token }
    const ran = await runCommand([...command.split(' '), '--data', folder], { environment })
    expect([command, ran.status]).not.toEqual([command, 2])
    commands.push([command, ran.all])
  }
  return [['the live stream', stream.text()], ...commands, ...Object.entries(asked.answers), ...filesIn(folder)]
}

test.each([
  { log: 'text', operations: '' },
  { log: 'json', operations: ", token: '${OPERATIONS}'" }
] as const)(
  'whatever vendors repeat, no secret is in what is said or written (--log $log)',
  async ({ log, operations }) => {
    const folder = path(log)
    const file = write(`${log}.yaml`, configure(log, operations))
    const vendors = createEchoingVendors()
    const interruption = new AbortController()
    const past = jest.spyOn(console, 'error').mockImplementation(() => undefined)
    let token: string = SECRETS.OPERATIONS
    let played: Promise<Texts> | undefined
    const { terminal, written } = createTestTerminal({
      environment: SECRETS,
      interrupt: interruption.signal,
      // The last that it says when it has started.
      onOut: (text) => text.trimStart().startsWith('metrics ') && play(),
      onErr: (text) => text.includes('The service has started.') && play()
    })
    const play = (): void => {
      if (operations === '') token = readFileSync(join(folder, 'operations-token'), 'utf8').trim()
      played = playThrough({ folder, token, vendors, written }).finally(() => interruption.abort())
    }
    expect(await runService({ path: file, flags: { log }, terminal, reach: () => vendors })).toBe(0)
    const texts: Texts = [
      ...((await played) ?? []),
      ...filesIn(folder),
      ['standard output', written.out],
      ['standard error', written.err],
      ['what is printed past both', JSON.stringify(past.mock.calls)]
    ]
    past.mockRestore()

    // Every vendor got its secret and said it again, and that was heard of.
    const letters = texts.find(([name]) => name.includes('/api/dead-letters '))?.[1] ?? ''
    for (const id of DESTINATIONS) expect(letters).toMatch(new RegExp(`"instance":"${id}"[^{}]*"reason":"[^"]*‹redac`))
    for (const name of ['queue.db', 'queue.db-wal', 'deletions.jsonl'])
      expect(texts.map(([each]) => each)).toContain(name)

    for (const [name, text] of texts) {
      const isTokenFile = operations === '' && name === 'operations-token'
      expect([name, secretsIn(text, [...Object.values(SECRETS), token])]).toEqual([name, isTokenFile ? [token] : []])
    }
  },
  120_000
)
