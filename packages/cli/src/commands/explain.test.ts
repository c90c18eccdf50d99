import { createTestFolder, jsonLines, runCommand } from '../test-terminal'
import type { Around } from '../test-terminal'

const folder = createTestFolder()
afterAll(() => folder.remove())

const explain = (event: unknown, args: readonly string[] = [], around: Around = {}) =>
  runCommand(['explain', '--to', 'customerio', '--event', '-', ...args], {
    ...around,
    input: JSON.stringify(event, null, 2)
  })

const event = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2026-11-11T21:31:05Z',
  properties: { total: 5 }
}

test('a subscription that matches shows its clauses, each field from path to value, the item and the request', async () => {
  const { status, out, err } = await explain(event)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toMatch(/^Customer\.io: 1 of \d+ subscriptions match\.\n/)
  const block = blockOf(out, '✓ Track Event → trackEvent')
  expect(block).toContain('    ✓ type = "track"   ("track")\n')
  expect(block).toContain('    ✓ event != "Object Deleted"   ("Order Completed")\n')
  expect(block).toContain('    ✗ userId = ""   ("u1", does not decide)\n')
  expect(block).toContain('    person_id: $.userId = "u1" → "u1", kept\n')
  expect(block).toContain('    data: $.properties = {"total":5} → {"total":5}, kept\n')
  expect(block).toContain('    anonymous_id: $.anonymousId = nothing there → nothing\n')
  expect(block).toMatch(/ {4}item: \{"type":"person","action":"event",.*"attributes":\{"total":5\}\}\n/)
  expect(block).toContain('    request: POST https://track.customer.io/api/v2/entity')
})

test('no clause is shown twice, however often the expression repeats it', async () => {
  const { out } = await explain(event)
  const clauses = blockOf(out, '✓ Track Event → trackEvent')
    .split('\n')
    .filter((line) => /^ {4}[✓✗] /.test(line))
  expect(new Set(clauses).size).toBe(clauses.length)
  expect(clauses.length).toBeGreaterThan(5)
})

test('a subscription that does not match shows which clause failed, and no fields', async () => {
  const { out } = await explain(event)
  expect(blockOf(out, '✗ Create or Update Person → createUpdatePerson')).toBe(
    '✗ Create or Update Person → createUpdatePerson\n    ✗ type = "identify"   ("track")'
  )
})

test('a coerced and a dropped value are told with the reason', async () => {
  const identify = { type: 'identify', userId: 42, traits: { email: ['not', 'an', 'address'] } }
  const { out } = await explain(identify)
  const block = blockOf(out, '✓ Create or Update Person → createUpdatePerson')
  expect(block).toContain('    person_id: $.userId = 42 → 42 → "42", coerced\n')
  expect(block).toMatch(/ {4}email: \$\.traits\.email = .* → dropped\n {8}\S.*\n/)
})

test('a rejected event shows the field it is rejected for, and no request', async () => {
  const { status, out } = await explain({ ...event, event: undefined })
  expect(status).toBe(0)
  const block = blockOf(out, '✓ Track Event → trackEvent')
  expect(block).toContain('        Event Name (name) is required, but it is missing.\n')
  expect(block).toContain('    rejected: Event Name (name) is required, but it is missing.')
  expect(out).not.toContain('request:')
})

test('a destination that is switched off sends nothing, and that stands first', async () => {
  const off = { ...event, integrations: { All: false } }
  const { out } = await explain(off)
  expect(out).toMatch(/^Nothing is sent: Customer\.io is switched off in event\.integrations\.\n/)
  expect(out).not.toContain('request:')
  const { out: json } = await explain(off, ['--json'])
  expect(json).not.toContain('https://')
})

test('what the page has sent itself is not sent again, and that stands first', async () => {
  const bundled = { ...event, _metadata: { bundled: ['Customer.io', 'Segment.io'], unbundled: [], bundledIds: [] } }
  const refusal = 'the page has sent it to Customer.io itself (device mode), as event._metadata says'
  const { out } = await explain(bundled)
  expect(out.startsWith(`Nothing is sent: ${refusal}.\n`)).toBe(true)
  expect(out).toContain('✓ Track Event → trackEvent')
  expect(out).not.toContain('request:')
  const { out: json } = await explain(bundled, ['--json'])
  expect(jsonLines(json)).toMatchObject([{ enabled: false, refusal }])
  expect(json).not.toContain('https://')
})

test('with --json, one line holds clauses, fields, items and requests', async () => {
  const { status, out } = await explain({ ...event, messageId: 'm1' }, ['--json'])
  expect(status).toBe(0)
  const [explanation] = jsonLines(out) as readonly { readonly subscriptions: readonly { readonly action: string }[] }[]
  expect(explanation).toMatchObject({ destination: 'customerio', messageId: 'm1', enabled: true })
  const matching = explanation?.subscriptions.find(({ action }) => action === 'trackEvent')
  expect(matching).toMatchObject({
    subscription: 'Track Event',
    match: {
      matched: true,
      clauses: expect.arrayContaining([{ source: 'type = "track"', matched: true, actual: 'track' }]) as unknown
    },
    fields: expect.arrayContaining([
      {
        key: 'person_id',
        label: expect.any(String) as unknown,
        state: 'kept',
        sources: [{ path: '$.userId', value: 'u1' }],
        mapped: 'u1',
        kept: 'u1',
        problems: []
      }
    ]) as unknown,
    result: 'items',
    items: [{ body: { type: 'person', identifiers: { id: 'u1' } } }],
    requests: [{ method: 'POST', headers: { authorization: '‹redacted›' }, body: { name: 'Order Completed' } }]
  })
  expect(explanation?.subscriptions.filter((one) => 'result' in one)).toHaveLength(1)
})

test('a secret in the event or the settings is not shown', async () => {
  const apiKey = 'abcdefghij0123456789'
  const environment = { CUSTOMERIO_SITE_ID: 'site', CUSTOMERIO_API_KEY: apiKey }
  const leaking = { ...event, properties: { leaked: apiKey } }
  for (const flags of [[], ['--json']]) {
    const { all } = await explain(leaking, ['--settings', 'env', ...flags], { environment })
    expect(all).toContain('leaked')
    expect(all).not.toContain(apiKey)
    expect(all).not.toContain(Buffer.from(`site:${apiKey}`).toString('base64'))
  }
})

test('an event is found by file and line', async () => {
  expect((await at('2')).out).toContain('✓ Create or Update Person')
  expect(await at('282')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^examples\/events\.jsonl:282: This is not valid JSON/) as unknown
  })
  expect(await at('9999')).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^There is no event in line 9999 of /) as unknown
  })
})

test.each([
  [[], /^Name the event with --event FILE, or with --events FILE --line N\.\n$/],
  [['--event', 'a', '--events', 'b'], /^Name either --event or --events, not both\.\n$/],
  [['--event', folder.path('none')], /^There is no file /],
  [['--event', folder.write('empty', '')], /^There is no event in .*empty; /],
  [['--event', folder.write('number', '12')], /number:1: An event must be a JSON object, not a number\.\n$/],
  [['--event', 'x', '--line', '0'], /whole number above 0/]
])('%j ends with 2 and one sentence', async (args, message) => {
  const { status, out, err } = await runCommand(['explain', '--to', 'customerio', ...args])
  expect({ status, out }).toEqual({ status: 2, out: '' })
  expect(err).toMatch(message)
})

const at = (line: string) =>
  runCommand(['explain', '--to', 'customerio', '--events', 'examples/events.jsonl', '--line', line])

/** What is told of one subscription. */
function blockOf(text: string, heading: string): string {
  const lines = text.split('\n')
  const start = lines.indexOf(heading)
  const length = lines.slice(start + 1).findIndex((line) => /^[✓✗]/.test(line))
  return (length === -1 ? lines.slice(start) : lines.slice(start, start + length)).join('\n')
}
