import { gzipSync } from 'node:zlib'
import type { SegmentEvent } from '@waybill/kit'
import { createHeldBody } from '../../test/held-body'
import type { SegmentSource } from '../configuration/service-configuration'
import type { Acceptance } from '../service/acceptance'
import { createTrackingRoutes } from './tracking-routes'

const RECEIVED_AT = '2024-06-01T12:00:00.000Z'

const SITE: SegmentSource = {
  kind: 'segment',
  id: 'site',
  writeKeys: ['wk_site', 'wk_old'],
  origins: ['https://www.example.com'],
  destinations: new Set()
}
const SERVER: SegmentSource = { ...SITE, id: 'server', writeKeys: ['wk_server'], origins: [] }

interface Around {
  readonly acceptance?: Acceptance
  readonly trustForwardedFor?: boolean
}

function createTracking({ acceptance = { kind: 'accepted', repeated: 0 }, trustForwardedFor = false }: Around = {}) {
  const accepted: { readonly source: string; readonly events: readonly SegmentEvent[] }[] = []
  const refused: string[] = []
  let made = 0
  const app = createTrackingRoutes({
    sources: [SITE, SERVER],
    accept: async ({ id }, events) => {
      accepted.push({ source: id, events: events.map(({ body }) => JSON.parse(body) as SegmentEvent) })
      return acceptance
    },
    refused: ({ id }, reason) => void refused.push(`${id}: ${reason}`),
    clock: { now: () => Date.parse(RECEIVED_AT), wait: async () => undefined },
    newId: () => `made-${(made += 1)}`,
    trustForwardedFor
  })
  const post = async (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    const response = await app.request(path, { method: 'POST', body: text as BodyInit, headers })
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
  }
  return { app, post, accepted, refused, events: () => accepted.flatMap(({ events }) => events) }
}

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(key).toString('base64')}` })
const track = { userId: 'ada', event: 'Signed Up' }

test.each([
  ['identify', 'identify', { userId: 'ada' }],
  ['i', 'identify', { userId: 'ada' }],
  ['track', 'track', track],
  ['t', 'track', track],
  ['page', 'page', { anonymousId: 'x' }],
  ['p', 'page', { anonymousId: 'x' }],
  ['screen', 'screen', { userId: 7 }],
  ['s', 'screen', { userId: 7 }],
  ['group', 'group', { userId: 'ada', groupId: 'g' }],
  ['g', 'group', { userId: 'ada', groupId: 'g' }],
  ['alias', 'alias', { userId: 'ada', previousId: 'x' }],
  ['a', 'alias', { userId: 'ada', previousId: 'x' }]
])('/%s takes one %s call, with and without /v1', async (name, type, message) => {
  const { post, events } = createTracking()
  for (const path of [`/v1/${name}`, `/${name}`]) {
    expect(await post(path, { ...message, writeKey: 'wk_site' })).toMatchObject({
      status: 200,
      body: { success: true }
    })
  }
  expect(events().map((event) => event.type)).toEqual([type, type])
  expect(JSON.stringify(events())).not.toContain('wk_site')
})

test.each(['batch', 'b', 'import'])('/%s takes many, with what all of them share', async (name) => {
  const { post, events } = createTracking()
  await post(`/v1/${name}`, {
    writeKey: 'wk_server',
    context: { library: { name: 'lib' }, app: 'all' },
    integrations: { Acme: false },
    batch: [
      { type: 'track', ...track, writeKey: 'wk_other' },
      { type: 'identify', userId: 'bob', context: { app: 'own' }, integrations: { Acme: true, All: false } }
    ]
  })
  expect(events()).toEqual([
    {
      type: 'track',
      ...track,
      messageId: 'made-1',
      timestamp: RECEIVED_AT,
      receivedAt: RECEIVED_AT,
      context: { library: { name: 'lib' }, app: 'all' },
      integrations: { Acme: false }
    },
    {
      type: 'identify',
      userId: 'bob',
      messageId: 'made-2',
      timestamp: RECEIVED_AT,
      receivedAt: RECEIVED_AT,
      context: { library: { name: 'lib' }, app: 'own' },
      integrations: { Acme: true, All: false }
    }
  ])
})

describe('the write key', () => {
  test.each([
    ['in the header', basic('wk_site:'), {}, 'site'],
    ['in the header without its colon', basic('wk_site'), {}, 'site'],
    ['in the body', {}, { writeKey: 'wk_server' }, 'server'],
    ['in both, of which the header counts', basic('wk_old:'), { writeKey: 'wk_server' }, 'site'],
    ['in the body beside another authorization', { authorization: 'Bearer x' }, { writeKey: 'wk_site' }, 'site']
  ])('%s names the source', async (_, headers, fields, source) => {
    const { post, accepted } = createTracking()
    await post('/v1/track', { ...track, ...fields }, headers)
    expect(accepted.map((each) => each.source)).toEqual([source])
  })

  test.each([
    ['missing', {}, {}],
    ['unknown in the header', basic('nobody:'), { writeKey: 'wk_site' }],
    ['unknown in the body', {}, { writeKey: 'nobody' }],
    ['no text', {}, { writeKey: ['wk_site'] }],
    ['a name that every object has', {}, { writeKey: 'constructor' }]
  ])('%s is refused', async (_, headers, fields) => {
    const { post, accepted } = createTracking()
    expect(await post('/v1/track', { ...track, ...fields }, headers)).toMatchObject({
      status: 401,
      body: { success: false, message: expect.stringContaining('write key') as string }
    })
    expect(accepted).toEqual([])
  })
})

const received = async (message: object, batch: object = {}) => {
  const { post, events } = createTracking()
  await post('/v1/batch', { writeKey: 'wk_server', ...batch, batch: [{ type: 'track', ...track, ...message }] })
  return events()[0]
}

describe('times', () => {
  test('a sender whose clock is an hour late is corrected by it', async () => {
    expect(
      await received({ timestamp: '2024-06-01T10:55:00.000Z' }, { sentAt: '2024-06-01T11:00:00.000Z' })
    ).toMatchObject({
      timestamp: '2024-06-01T11:55:00.000Z',
      originalTimestamp: '2024-06-01T10:55:00.000Z',
      sentAt: '2024-06-01T11:00:00.000Z',
      receivedAt: RECEIVED_AT
    })
  })

  test('the sentAt of a message goes before that of its batch', async () => {
    const times = { timestamp: '2024-06-01T10:00:00.000Z', sentAt: '2024-06-01T10:00:30.000Z' }
    expect(await received(times, { sentAt: '2024-06-01T12:00:00.000Z' })).toMatchObject({
      timestamp: '2024-06-01T11:59:30.000Z'
    })
  })

  test('without sentAt, a timestamp is believed', async () => {
    expect(await received({ timestamp: '2020-01-01T00:00:00Z' })).toMatchObject({
      timestamp: '2020-01-01T00:00:00.000Z'
    })
  })

  test.each([
    ['nothing', {}],
    ['nonsense', { timestamp: 'yesterday' }],
    ['an object', { timestamp: { $date: 1 } }],
    ['a year that nobody can read', { timestamp: '9999-01-01T00:00:00Z', sentAt: '0001-01-01T00:00:00Z' }]
  ])('%s as timestamp means now', async (_, message) => {
    expect(await received(message)).toMatchObject({ timestamp: RECEIVED_AT })
  })
})

describe('a bad message', () => {
  const large = 'x'.repeat(32 * 1024)
  const deep = JSON.parse('['.repeat(100) + ']'.repeat(100)) as unknown

  test.each([
    ['nobody', { type: 'track', event: 'A' }, 'needs a "userId" or an "anonymousId"'],
    ['an empty user', { type: 'track', event: 'A', userId: '' }, 'needs a "userId" or an "anonymousId"'],
    ['no name', { type: 'track', userId: 'ada' }, 'needs the name of its "event"'],
    ['no group', { type: 'group', userId: 'ada' }, 'needs a "groupId"'],
    ['no previous id', { type: 'alias', userId: 'ada' }, 'needs a "previousId"'],
    [
      'another type',
      { type: 'dance', userId: 'ada' },
      '"type" must be one of identify, track, page, screen, group, alias, not "dance"'
    ],
    ['no object', 'track', 'must be a JSON object'],
    ['a list', [], 'must be a JSON object'],
    ['a user who is a list', { type: 'identify', userId: ['a'] }, '"userId" must be a string'],
    ['a deletion', { type: 'delete', userId: 'ada' }, 'not deleted with a write key'],
    ['too many bytes', { type: 'identify', userId: 'ada', traits: { large } }, '32768 is the most'],
    ['many bytes in few characters', { type: 'identify', userId: 'ä'.repeat(16_500) }, '32768 is the most'],
    ['an id of 101', { type: 'identify', userId: 'ada', messageId: 'x'.repeat(101) }, 'more than 100 characters'],
    ['great depth', { type: 'identify', userId: 'ada', traits: deep }, 'nested more than 64 deep']
  ])('with %s costs itself only', async (_, message, reason) => {
    const { post, events, refused } = createTracking()
    const good = { type: 'track', ...track, messageId: 'good' }
    const { status, body } = await post('/v1/batch', { writeKey: 'wk_site', batch: [message, good] })
    expect([status, body]).toEqual([
      200,
      { success: true, errors: [{ index: 0, message: expect.stringContaining(reason) as string }] }
    ])
    expect(events().map(({ messageId }) => messageId)).toEqual(['good'])
    expect(refused).toEqual([expect.stringContaining(reason)])
  })

  test('is named by its id', async () => {
    const { post } = createTracking()
    const bad = { type: 'track', messageId: 'm1' }
    expect(
      (await post('/v1/batch', { writeKey: 'wk_site', batch: [{ type: 'track', ...track }, bad] })).body
    ).toMatchObject({
      errors: [{ index: 1, messageId: 'm1' }]
    })
  })

  test('alone is a bad request', async () => {
    const { post, accepted } = createTracking()
    expect(await post('/v1/track', { writeKey: 'wk_site', userId: 'ada' })).toMatchObject({
      status: 400,
      body: { success: false, message: 'A track call needs the name of its "event".' }
    })
    expect(await post('/v1/batch', { writeKey: 'wk_site', batch: [1, 2] })).toMatchObject({
      status: 400,
      body: { success: false, message: 'None of the 2 messages was taken; "errors" says why.' }
    })
    expect(accepted).toEqual([])
  })

  test('that comes after 2,500 others is told with all behind it, in one entry', async () => {
    const { post, events } = createTracking()
    const batch = Array.from({ length: 2502 }, () => ({ type: 'page', userId: 'a' }))
    const { body } = await post('/v1/batch', { writeKey: 'wk_site', batch })
    expect(events()).toHaveLength(2500)
    const message = 'A batch takes 2500 messages; send this one and all behind it, 2 together, in another.'
    expect(body).toEqual({ success: true, errors: [{ index: 2500, message }] })
  })

  test('beside as many as a body has room for makes no answer of megabytes', async () => {
    const { post, refused } = createTracking()
    const { status, body } = await post('/v1/batch', {
      writeKey: 'wk_site',
      batch: Array.from({ length: 250_000 }, () => 0)
    })
    expect([status, body]).toMatchObject([
      400,
      { message: 'None of the 250000 messages was taken; "errors" says why.' }
    ])
    expect(JSON.stringify(body).length).toBeLessThan(500_000)
    expect(refused).toHaveLength(2501)
  })
})

const tiny = (count: number) => Array.from({ length: count }, () => ({ type: 'page', userId: 'a' }))
// As text, for JSON.stringify has no end of the stack either.
const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const large = (text: string): string => JSON.stringify({ large: text })
const batchOf = (part: string, text: string, messages: number): string =>
  `{"writeKey":"wk_site","${part}":${text},"batch":${JSON.stringify(tiny(messages))}}`

describe('what a batch says for all messages', () => {
  describe.each(['context', 'integrations', 'sentAt'])('as %s', (part) => {
    test.each([
      ['is deeper than 64 with it', nested(64), 1, 'nested more than 64 deep'],
      ['is deeper than any stack', nested(10_000), 1, 'nested more than 64 deep'],
      ['has more bytes than a message', large('x'.repeat(33_000)), 1, '32768 is the most'],
      ['has many bytes in few characters', large('ä'.repeat(16_500)), 1, '32768 is the most'],
      ['is too much for so many', large('x'.repeat(4000)), 2500, 'too many for 2500 messages at once']
    ])('costs the batch, if it %s', async (_, text, messages, reason) => {
      const { post, accepted, refused } = createTracking()
      const answer = await post('/v1/batch', batchOf(part, text, messages))
      expect(answer).toMatchObject({ status: 400, body: { success: false } })
      expect(answer.body).toMatchObject({ message: expect.stringContaining(reason) as string })
      expect(accepted).toEqual([])
      expect(refused).toEqual([expect.stringContaining(reason)])
    })

    test.each([
      ['as deep as it may be', nested(63), 1],
      ['almost as large as a message', large('x'.repeat(32_600)), 1],
      ['3 kB for 2,500', large('x'.repeat(3000)), 2500]
    ])('is taken, if it is %s', async (_, text, messages) => {
      const { post, events } = createTracking()
      await post('/v1/batch', batchOf(part, text, messages))
      expect(events()).toHaveLength(messages)
      expect(JSON.stringify(events().at(-1)?.[part])).toBe(text)
    })
  })
})

test('a single call may have all of 32 kB, without what its path says', async () => {
  const { post, events } = createTracking()
  const small = JSON.stringify({ ...track, writeKey: 'wk_site', properties: { text: '' } })
  const text = 'x'.repeat(32 * 1024 - small.length)
  const body = small.replace('"text":""', `"text":"${text}"`)
  expect(Buffer.byteLength(body)).toBe(32 * 1024)
  expect(await post('/v1/track', body)).toMatchObject({ status: 200, body: { success: true } })
  expect(events()).toMatchObject([{ type: 'track', properties: { text } }])
})

describe('a bad request', () => {
  test.each([
    ['an empty body', '', 'The body is empty; send JSON.'],
    ['no JSON', '{"writeKey":"wk_site"', 'The body is not valid JSON at character 22.'],
    ['a list', '[]', 'The body must be a JSON object.'],
    ['null', 'null', 'The body must be a JSON object.'],
    ['other bytes than UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'The body is not valid UTF-8; send JSON in UTF-8.'],
    ['no batch', { writeKey: 'wk_site' }, 'A batch needs its messages as a list in "batch".'],
    ['a batch that is none', { writeKey: 'wk_site', batch: {} }, 'A batch needs its messages as a list in "batch".'],
    [
      'more than 500 kB',
      { writeKey: 'wk_site', batch: ['x'.repeat(512_000)] },
      'The request has more than 512000 bytes'
    ]
  ])('%s is refused', async (_, body, message) => {
    const { post, accepted } = createTracking()
    const answer = await post('/v1/batch', body)
    expect(answer).toMatchObject({ status: 400, body: { success: false } })
    expect(answer.body).toMatchObject({ message: expect.stringContaining(message) as string })
    expect(accepted).toEqual([])
  })

  test('what is nothing is not found', async () => {
    const { app } = createTracking()
    expect((await app.request('/v1/tracks', { method: 'POST' })).status).toBe(404)
    expect((await app.request('/v1/track')).status).toBe(404)
  })
})

const packed = (body: unknown) => gzipSync(JSON.stringify(body))

describe('compressed bodies', () => {
  const gzip = { 'content-encoding': 'gzip' }

  test('are unpacked', async () => {
    const { post, events } = createTracking()
    await post('/v1/batch', packed({ writeKey: 'wk_site', batch: [{ type: 'track', ...track }] }), gzip)
    expect(events()).toHaveLength(1)
  })

  test.each([
    ['that unpack to more than is taken', packed({ writeKey: 'wk_site', large: ' '.repeat(600_000) }), gzip, 400],
    ['that are not', Buffer.from('{}'), gzip, 400],
    ['that are cut off', packed({ writeKey: 'wk_site' }).subarray(0, 20), gzip, 400],
    ['of another kind', Buffer.from('{}'), { 'content-encoding': 'br' }, 415]
  ])('%s are refused', async (_, body, headers, status) => {
    const { post, accepted } = createTracking()
    expect(await post('/v1/batch', body, headers)).toMatchObject({ status, body: { success: false } })
    expect(accepted).toEqual([])
  })
})

describe('browsers', () => {
  const origin = { origin: 'https://www.example.com' }

  test('of a page that may send are told so', async () => {
    const { app, post } = createTracking()
    const asked = await app.request('/v1/t', {
      method: 'OPTIONS',
      headers: { ...origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }
    })
    expect(asked.status).toBe(204)
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': 'https://www.example.com',
      'access-control-allow-headers': 'authorization'
    })
    const sent = await post('/v1/t', { ...track, writeKey: 'wk_site' }, { ...origin, 'content-type': 'text/plain' })
    expect(sent.status).toBe(200)
    expect(sent.headers.get('access-control-allow-origin')).toBe('https://www.example.com')
  })

  test('of another page are refused', async () => {
    const { post, accepted } = createTracking()
    const sent = await post('/v1/t', { ...track, writeKey: 'wk_site' }, { origin: 'https://evil.example' })
    expect(sent.status).toBe(403)
    expect(sent.headers.get('access-control-allow-origin')).toBeNull()
    expect((await post('/v1/t', { ...track, writeKey: 'wk_server' }, origin)).status).toBe(403)
    expect(accepted).toEqual([])
  })

  test('get the address that the proxy in front names, if it is to be believed', async () => {
    const forwarded = { ...origin, 'x-forwarded-for': '203.0.113.9, 198.51.100.7' }
    const trusting = createTracking({ trustForwardedFor: true })
    await trusting.post('/v1/t', { ...track, writeKey: 'wk_site' }, forwarded)
    await trusting.post('/v1/t', { ...track, writeKey: 'wk_site', context: { ip: '192.0.2.1' } }, forwarded)
    await trusting.post('/v1/t', { ...track, writeKey: 'wk_server' }, { 'x-forwarded-for': '203.0.113.9' })
    const direct = { ...track, writeKey: 'wk_server', context: { direct: true } }
    await trusting.post('/v1/t', direct, { 'x-forwarded-for': '203.0.113.9' })
    expect(trusting.events().map(({ context }) => context?.['ip'])).toEqual([
      '198.51.100.7',
      '192.0.2.1',
      undefined,
      '203.0.113.9'
    ])
    const cautious = createTracking()
    await cautious.post('/v1/t', { ...track, writeKey: 'wk_site' }, forwarded)
    expect(cautious.events()[0]?.context?.['ip']).toBeUndefined()
  })

  test('that send a context which is no object keep it as it is', async () => {
    const { post, events } = createTracking({ trustForwardedFor: true })
    for (const context of ['abc', ['abc'], 5]) {
      await post('/v1/t', { ...track, writeKey: 'wk_site', context }, { ...origin, 'x-forwarded-for': '203.0.113.9' })
    }
    expect(events().map(({ context }) => context)).toEqual(['abc', ['abc'], 5])
  })

  test('load the settings of analytics.js, with keys that pages may use', async () => {
    const { app } = createTracking()
    const response = await app.request('http://events.example.com/v1/projects/wk_site/settings', { headers: origin })
    expect(await response.json()).toMatchObject({
      integrations: { 'Segment.io': { apiKey: 'wk_site', apiHost: 'events.example.com/v1', protocol: 'https' } }
    })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://www.example.com')
    expect((await app.request('/v1/projects/wk_server/settings')).status).toBe(401)
  })

  test.each([
    ['an https page', { origin: 'https://www.example.com' }, false, 'https'],
    ['an http page', { origin: 'http://www.example.com' }, false, 'http'],
    ['an https page on the same host, which sends no Origin', { referer: 'https://a.example/shop' }, false, 'https'],
    ['nobody known', {}, false, 'http'],
    ['a proxy that says https', { 'x-forwarded-proto': 'https' }, true, 'https'],
    ['a proxy that says so and is not to be believed', { 'x-forwarded-proto': 'https' }, false, 'http'],
    ['an https page, though the proxy says http', { ...origin, 'x-forwarded-proto': 'http' }, true, 'https'],
    ['an http page behind an https proxy', { origin: 'http://a.example', 'x-forwarded-proto': 'https' }, true, 'https']
  ])('asked by %s, send by what the page may use', async (_, headers, trustForwardedFor, protocol) => {
    const { app } = createTracking({ trustForwardedFor })
    const response = await app.request('http://events.example.com/v1/projects/wk_site/settings', { headers })
    expect(await response.json()).toMatchObject({ integrations: { 'Segment.io': { protocol } } })
  })

  test('tried out on the own machine, an https page sends by http: nothing else answers there, and browsers allow it', async () => {
    const { app } = createTracking()
    const response = await app.request('http://localhost:8080/v1/projects/wk_site/settings', { headers: origin })
    expect(await response.json()).toMatchObject({ integrations: { 'Segment.io': { protocol: 'http' } } })
  })

  test('report how their own client is doing, which nobody needs', async () => {
    const { post, accepted } = createTracking()
    expect(await post('/v1/m', { series: [] })).toMatchObject({ status: 200, body: { success: true } })
    expect(accepted).toEqual([])
  })
})

test('when there is no room, the sender is asked to come back', async () => {
  const { post } = createTracking({ acceptance: { kind: 'busy', reason: 'Full.', retryAfterSeconds: 9.5 } })
  const answer = await post('/v1/track', { ...track, writeKey: 'wk_site' })
  expect(answer).toMatchObject({ status: 503, body: { success: false, message: 'Full.' } })
  expect(answer.headers.get('retry-after')).toBe('10')
})

test('when more is being read than memory is meant for, the sender is asked to come back', async () => {
  const { app, post } = createTracking()
  // The same bytes for all, so that this test needs no memory for what it says to hold.
  const bytes = new Uint8Array(500_000)
  const held = Array.from({ length: 268 }, () => createHeldBody(bytes))
  const answers = held.map(({ stream }) =>
    Promise.resolve(app.request('/v1/batch', { method: 'POST', body: stream, duplex: 'half' } as RequestInit))
  )
  await Promise.all(held.map(({ isTaken }) => isTaken))
  const answer = await post('/v1/batch', bytes)
  expect(answer).toMatchObject({ status: 503, body: { success: false } })
  expect(answer.headers.get('retry-after')).toBe('30')
  for (const { breakOff } of held) breakOff()
  for (const { status } of await Promise.all(answers)) expect(status).toBe(408)
  expect(await post('/v1/track', { ...track, writeKey: 'wk_site' })).toMatchObject({ status: 200 })
})

test('__proto__ in a message is a key like any other', async () => {
  const { post, events } = createTracking()
  await post(
    '/v1/track',
    '{"writeKey":"wk_site","userId":"a","event":"A","__proto__":{"isAdmin":true},"properties":{"__proto__":{"x":1}}}'
  )
  expect(events()[0]).not.toHaveProperty('isAdmin', true)
  expect(({} as { x?: unknown }).x).toBeUndefined()
  expect(JSON.parse(JSON.stringify(events()[0]?.properties))).toHaveProperty(['__proto__'])
})
