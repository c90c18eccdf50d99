import { readFileSync } from 'node:fs'
import { customerio } from '@waybill/destinations'
import { compileDestination } from '@waybill/kit'
import { dryRun } from './dry-run'
import { jsonDryRun } from './output/dry-run-text'
import { hideSecrets } from './output/hide-secrets'
import { createTestFolder, jsonLines, runCommand } from './test-terminal'

const EXAMPLES = 'examples/events.jsonl'
const folder = createTestFolder()
afterAll(() => folder.remove())

interface RequestLine {
  readonly destination: string
  readonly actions: readonly string[]
  readonly messageIds: readonly (string | null)[]
  readonly request: { readonly method: string; readonly url: string; readonly headers: object; readonly body: unknown }
}

const isRequest = (line: object): line is RequestLine => 'request' in line
const dryRunCommand = (...args: readonly string[]) => runCommand(['send', '--to', 'customerio', '--dry-run', ...args])

test('one JSON line per request, then one per event that made none', async () => {
  const { status, out, err } = await dryRunCommand('--json', '--events', EXAMPLES)
  expect(status).toBe(1)
  expect(err).toBe('')
  const lines = jsonLines(out) as readonly object[]
  const requests = lines.filter(isRequest)
  expect(lines.slice(0, requests.length)).toEqual(requests)
  for (const line of requests) {
    expect(Object.keys(line)).toEqual(['destination', 'actions', 'messageIds', 'request'])
    expect(Object.keys(line.request)).toEqual(['method', 'url', 'headers', 'body'])
    expect(line.request).toMatchObject({ method: 'POST', headers: { authorization: '‹redacted›' } })
    expect(typeof line.request.body).toBe('object')
  }
  const without = lines.slice(requests.length)
  for (const line of without) {
    expect(['destination,messageId,skipped', 'destination,messageId,rejected']).toContain(Object.keys(line).join())
    expect(Object.values(line).at(-1)).toMatch(/\S/)
  }
  // 307 lines, one of them blank, each is either in a request or accounted for.
  const delivered = requests.flatMap(({ request }) => (request.body as { batch: unknown[] }).batch)
  expect(delivered).toHaveLength(283)
  expect(without).toHaveLength(306 - 283)
})

test('an event that makes a request has no line of its own, and each other one has exactly one', async () => {
  const { out } = await dryRunCommand('--json', '--events', EXAMPLES)
  const lines = jsonLines(out) as readonly (object & { readonly messageId?: string | null })[]
  const inRequests = new Set(lines.filter(isRequest).flatMap(({ messageIds }) => messageIds))
  const without = lines.filter((line) => !isRequest(line)).map(({ messageId }) => messageId)
  expect(without.filter((id) => typeof id === 'string' && inRequests.has(id))).toEqual([])
  const named = without.filter((id) => typeof id === 'string')
  expect(new Set(named).size).toBe(named.length)
})

test('requests are those that sending would make: full ones, not one an event', async () => {
  const { out } = await dryRunCommand('--json', '--events', EXAMPLES)
  expect(jsonLines(out).filter((line) => isRequest(line as object))).toHaveLength(1)
})

test('a line that holds no event is told with file and line', async () => {
  const path = folder.write('bad.jsonl', '{"type":"track","messageId":"m1","event":"x","userId":"u"}\n{"type":"trac\n')
  const { out } = await dryRunCommand('--json', '--events', path)
  expect(jsonLines(out)).toEqual([
    expect.objectContaining({ messageIds: ['m1'], actions: ['trackEvent'] }),
    {
      destination: 'customerio',
      messageId: null,
      rejected: `${path}:2: This is not valid JSON: it ends too early; mend it and send it again.`
    }
  ])
})

test('a skipped and a rejected event are told with their message IDs', async () => {
  const events = [
    { type: 'track', messageId: 'm1', event: 'x', userId: 'u', integrations: { All: false } },
    { type: 'track', messageId: 'm2', userId: 'u' },
    { type: 'track', event: 'x' }
  ]
  const path = folder.write('none.json', JSON.stringify(events))
  const { status, out } = await dryRunCommand('--json', '--events', path)
  expect(status).toBe(1)
  expect(jsonLines(out)).toEqual([
    { destination: 'customerio', messageId: 'm1', skipped: 'Customer.io is switched off in event.integrations' },
    { destination: 'customerio', messageId: 'm2', rejected: 'Event Name (name) is required, but it is missing.' },
    {
      destination: 'customerio',
      messageId: null,
      rejected: expect.stringMatching(/^There is no one to send this for/) as unknown
    }
  ])
})

test('a person reads requests as they stand on the wire, and comments for the rest', async () => {
  const path = folder.write('two.jsonl', '{"type":"track","event":"x","userId":"u"}\n{"type":"track","userId":"u"}\n')
  const { status, out } = await dryRunCommand('--events', path)
  expect(status).toBe(1)
  expect(out).toBe(
    `POST https://track.customer.io/api/v2/entity
content-type: application/json
authorization: ‹redacted›

{
  "type": "person",
  "action": "event",
  "identifiers": {
    "id": "u"
  },
  "name": "x"
}

# ${path}:2 trackEvent rejected: Event Name (name) is required, but it is missing.
`
  )
})

test('a secret in an event is not shown, not even where it is part of a number', async () => {
  const apiKey = '12345678901234567890'
  const settings = folder.write('settings.json', JSON.stringify({ siteId: 'site', apiKey }))
  const path = folder.write(
    'leak.jsonl',
    `{"type":"track","event":"x","userId":"u","properties":{"a":"key ${apiKey}","b":${apiKey},"${apiKey}":1}}\n`
  )
  for (const flags of [['--json'], []]) {
    const { status, all } = await dryRunCommand('--settings', settings, '--events', path, ...flags)
    expect(status).toBe(0)
    expect(all).not.toContain(apiKey)
    expect(all).not.toContain(Buffer.from(`site:${apiKey}`).toString('base64'))
    expect(all).toContain('key ‹redacted›')
  }
})

test('everything a plan makes of the examples is in the requests, item by item', async () => {
  const { out } = await dryRunCommand('--json', '--events', EXAMPLES)
  const compiled = compileDestination(customerio, { settings: { siteId: 's', apiKey: 'x'.repeat(20) } })
  if (!compiled.ok) throw new Error('The settings of this test are wrong.')
  const planned = readFileSync(EXAMPLES, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}') && Buffer.byteLength(line) <= 32_768)
    .flatMap((line) => compiled.plan.plan(JSON.parse(line) as Parameters<typeof compiled.plan.plan>[0]))
    .flatMap((one) => (one.kind === 'items' ? one.items.map(({ body }) => JSON.parse(body.text) as unknown) : []))
  const sent = (jsonLines(out) as readonly object[])
    .filter(isRequest)
    .flatMap(({ request }) => (request.body as { batch: unknown[] }).batch)
  expect(sent).toEqual(planned)
})

test('an event that one subscription sends and another rejects is in its request, and the rest is told beside it', async () => {
  const compiled = compileDestination(customerio, {
    settings: { siteId: 's', apiKey: 'x'.repeat(20) },
    subscriptions: [
      {
        name: 'Send',
        partnerAction: 'trackEvent',
        subscribe: 'type = "track"',
        mapping: { name: 'x', person_id: 'u' }
      },
      { name: 'Refuse', partnerAction: 'trackEvent', subscribe: 'type = "track"', mapping: { person_id: 'u' } }
    ]
  })
  if (!compiled.ok) throw new Error('The settings of this test are wrong.')
  const { plan } = compiled
  const written: string[] = []
  const beside: string[] = []
  const failed = await dryRun(
    { name: 'a.jsonl', totalBytes: 1, portions },
    {
      plan,
      text: jsonDryRun({ destination: 'customerio', input: 'a.jsonl', secrets: hideSecrets(plan) }),
      write: (text) => void written.push(text),
      tellPartial: ({ kind, reason }) => void beside.push(`${kind}: ${reason}`)
    }
  )
  expect(failed).toBe(1)
  expect(jsonLines(written.join(''))).toEqual([
    expect.objectContaining({ messageIds: ['m1'], actions: ['trackEvent'] })
  ])
  expect(beside).toEqual(['rejected: Event Name (name) is required, but it is missing.'])
})

test('a secret of digits is hidden in a number, and the body stays JSON', () => {
  const secrets = hideSecrets({
    destination: customerio,
    settings: { apiKey: '12345678' },
    subscriptions: [],
    refusal: () => undefined,
    match: () => [],
    plan: () => []
  })
  const body = '{"number":12345678,"longer":9123456780,"other":1,"list":["12345678"],"12345678":null}'
  const shown = secrets.hideInRequest({ method: 'POST', url: 'https://example.com/12345678', headers: {}, body })
  expect(shown.url).toBe('https://example.com/‹redacted›')
  expect(JSON.parse(shown.body?.text ?? '')).toEqual({
    number: '‹redacted›',
    longer: '‹redacted›',
    other: 1,
    list: ['‹redacted›'],
    '‹redacted›': null
  })
})

async function* portions() {
  yield { events: [{ kind: 'event', event: { type: 'track', messageId: 'm1' }, line: 1 } as const], readBytes: 1 }
}
