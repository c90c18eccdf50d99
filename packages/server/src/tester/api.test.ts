import { checkEvent } from '@waybill/kit'
import { startServing, TOKEN } from '../../test/serving'
import type { DestinationDetail, Explained, SampleEventList, SendResponse } from './contract'

type Serving = Awaited<ReturnType<typeof startServing>>

const track = (name: string, properties: object = {}) => ({ type: 'track', userId: 'u-1', event: name, properties })

let served: Serving

beforeAll(async () => {
  served = await startServing({})
})
afterAll(() => served.close())
beforeEach(() => served.vendor.behave())

const trial = (events: readonly unknown[], more: object = {}) => ({
  destination: 'acme',
  settings: served.settings,
  events,
  ...more
})

const explain = async (events: readonly unknown[], more: object = {}): Promise<Explained> => {
  const { status, json } = await served.api('/explain', trial(events, more))
  expect(status).toBe(200)
  return json as Explained
}

const send = async (events: readonly unknown[], more: object = {}) => {
  const { status, json, text } = await served.api('/send', trial(events, { target: 'vendor', mode: 'single', ...more }))
  expect(status).toBe(200)
  expect(text).not.toContain(served.settings.apiKey)
  return json as SendResponse
}

const own = (subscribe: string, mapping: object = {}) => [
  {
    name: 'Own',
    partnerAction: 'trackEvent',
    subscribe,
    mapping: { user_id: { '@path': '$.userId' }, name: { '@path': '$.event' }, ...mapping }
  }
]

describe('destinations', () => {
  test('are listed, and told as data', async () => {
    expect((await served.api('/destinations')).json).toEqual({
      destinations: [{ slug: 'acme', name: 'Acme', description: 'Send events to Acme.', isLoaded: true }]
    })
    const detail = (await served.api('/destinations/acme')).json as DestinationDetail
    expect(detail).toMatchObject({
      slug: 'acme',
      authentication: { scheme: 'custom', testDocs: 'https://acme.example/docs/me' },
      settings: { apiKey: { type: 'password' } },
      deletion: 'deleteUser',
      canSaveExamples: true,
      presets: [
        { name: 'Track Event', optional: false, mapping: { name: { '@path': '$.event' } } },
        { name: 'Pages', optional: true }
      ],
      examples: [
        {
          title: 'track records an event',
          settings: { apiKey: 'made-up-key' },
          subscription: { subscribe: 'type = "track"' }
        }
      ]
    })
    expect(detail.actions.map(({ name, endpoint }) => [name, endpoint.limits.items])).toEqual([
      ['trackEvent', 3],
      ['deleteUser', 3]
    ])
    expect(detail).not.toHaveProperty('sandbox')
  })

  test.each(['/destinations/nobody', '/destinations/__proto__', '/nothing'])('%s is not there', async (path) => {
    const { status, json } = await served.api(path)
    expect(status).toBe(404)
    expect(json).toEqual({ error: expect.stringMatching(/^There is no /) as unknown })
  })
})

test('every sample event is an event, follows a page of the spec, and has a title of its own', async () => {
  const { samples } = (await served.api('/sample-events')).json as SampleEventList
  expect(samples.length).toBeGreaterThan(12)
  expect(samples.filter(({ event }) => !checkEvent(event).ok)).toEqual([])
  expect(samples.filter(({ docs }) => !docs.startsWith('https://segment.com/docs/'))).toEqual([])
  expect(new Set(samples.map(({ title }) => title)).size).toBe(samples.length)
})

describe('explain', () => {
  test('follows an event over clauses and fields to the request, as one types', async () => {
    const { events, requests } = await explain([track('Signed Up', { amount: '5', email: 'nowhere' })])
    const [explained] = events
    if (explained?.kind !== 'explained') throw new Error('It was not explained.')
    expect(explained.subscriptions.map(({ name, isMatched }) => [name, isMatched])).toEqual([
      ['Track Event', true],
      ['Deletion requests', false]
    ])
    const [first, second] = explained.subscriptions
    expect(second).toMatchObject({
      clauses: [{ source: 'type = "delete"', isMatched: false, isDecisive: true, actual: 'track' }],
      fields: []
    })
    expect(first?.fields.map(({ key, state }) => [key, state])).toEqual([
      ['user_id', 'kept'],
      ['name', 'kept'],
      ['amount', 'coerced'],
      ['email', 'dropped']
    ])
    expect(first?.fields[2]).toMatchObject({
      sources: [{ path: '$.properties.amount', value: '5' }],
      mapped: '5',
      kept: 5
    })
    expect(first?.result).toMatchObject({
      kind: 'items',
      items: [{ body: { user: 'u-1', name: 'Signed Up', amount: 5 } }],
      notes: [expect.stringContaining('Email') as unknown],
      requests: [{ method: 'POST', headers: { authorization: '‹redacted›' } }]
    })
    expect(requests).toHaveLength(1)
    expect(served.vendor.requests).toEqual([])
  })

  test('packs several events as sending them together would', async () => {
    const { requests } = await explain(['a', 'b', 'c', 'd'].map((name) => track(name)))
    expect(requests.map(({ origins }) => origins.map(({ event }) => event))).toEqual([[0, 1, 2], [3]])
  })

  test('clauses that do not decide are told apart', async () => {
    const { events } = await explain([track('a')], { subscriptions: own('type = "track" or event = "b"') })
    expect(events).toMatchObject([
      {
        subscriptions: [
          {
            clauses: [
              { isMatched: true, isDecisive: true },
              { isMatched: false, isDecisive: false }
            ]
          }
        ]
      }
    ])
  })

  test('mistakes are told at their places, and the rest is explained all the same', async () => {
    const subscriptions = [
      ...own('type = "track"'),
      ...own('type = = "track"'),
      ...own('type = "track"', { name: { '@pth': '$.event' }, nope: 1 }),
      { ...own('type = "track"')[0], partnerAction: 'nothing' }
    ]
    const { settingProblems, subscriptionProblems, events, requests } = await explain([track('a'), 7], {
      subscriptions,
      settings: { apiKey: 'the-secret-key', region: 'mars' }
    })
    expect(settingProblems.map(({ setting }) => setting)).toEqual(['endpoint', 'region'])
    expect(subscriptionProblems).toMatchObject([
      { subscription: 1, part: 'subscribe', position: 7 },
      { subscription: 2, part: 'mapping', path: expect.stringMatching(/^name/) as unknown },
      { subscription: 2, part: 'mapping', path: 'nope' },
      { subscription: 3, part: 'action' }
    ])
    expect(events).toMatchObject([
      {
        kind: 'explained',
        subscriptions: [{ name: 'Own', isMatched: true, fields: [{ state: 'kept' }, { state: 'kept' }] }]
      },
      { kind: 'unreadable', reason: expect.stringContaining('a JSON object') as unknown }
    ])
    expect(JSON.stringify(events)).not.toContain('"result"')
    expect(requests).toEqual([])
  })

  test('an event that is refused says at which field', async () => {
    const { events } = await explain([{ type: 'track', event: 'a' }])
    expect(events).toMatchObject([
      {
        subscriptions: [
          { fields: [{ key: 'user_id', state: 'invalid' }, {}, {}, {}], result: { kind: 'rejected' } },
          {}
        ]
      }
    ])
  })

  test('an event that switches the destination off is explained, and makes no request together with others', async () => {
    const { events, requests } = await explain([{ ...track('a'), integrations: { Acme: false } }])
    expect(events).toMatchObject([
      {
        isEnabled: false,
        refusal: 'Acme is switched off in event.integrations',
        subscriptions: [{ isMatched: true }, {}]
      }
    ])
    expect(requests).toEqual([])
  })

  test('a secret in an event is not shown', async () => {
    const { text } = await served.api(
      '/explain',
      trial([track('the-secret-key', { 'the-secret-key': 'x the-secret-key' })])
    )
    expect(text).toContain('‹redacted›')
    expect(text).not.toContain('the-secret-key')
  })

  test('the command for a shell is the request', async () => {
    const { requests } = await explain([track('it\'s "quoted" $HOME (id)')])
    expect(requests[0]?.request.curl).toBe(
      [
        `curl --request POST '${served.vendor.url}/events?region=us' \\`,
        `  --header 'content-type: application/json' \\`,
        `  --header 'authorization: ‹redacted›' \\`,
        String.raw`  --data-raw '{"events":[{"user":"u-1","name":"it'\''s \"quoted\" $HOME (id)"}]}'`
      ].join('\n')
    )
  })

  test('5 MB of events are no problem', async () => {
    const events = Array.from({ length: 100 }, (_, index) => track(`Event ${index}`, { note: 'x'.repeat(52_000) }))
    expect((await explain(events)).requests).toHaveLength(34)
  })
})

describe('send', () => {
  test('one by one: each event is a request of its own', async () => {
    const sent = await send([track('a'), track('b')])
    expect(served.vendor.requests.map(({ body }) => body)).toEqual([
      { events: [{ user: 'u-1', name: 'a' }] },
      { events: [{ user: 'u-1', name: 'b' }] }
    ])
    expect(sent).toMatchObject({
      kind: 'sent',
      exchanges: [
        {
          request: { url: `${served.vendor.url}/events?region=us` },
          answer: { kind: 'response', status: 200, body: {} },
          outcomes: [{ kind: 'delivered', status: 200 }],
          origins: [{ event: 0, subscription: 'Track Event' }]
        },
        { origins: [{ event: 1 }] }
      ],
      events: [{ deliveries: [{ subscription: 'Track Event', kind: 'delivered', items: [{ kind: 'delivered' }] }] }, {}]
    })
  })

  test('together: each item has its outcome, and what makes no item its reason', async () => {
    served.vendor.behave(() => [200, { errors: [{ index: 1, reason: 'unknown user' }] }])
    const large = track('Large', { email: `${'x'.repeat(1200)}@example.com` })
    const events = [
      track('a'),
      track('b'),
      track('Nothing'),
      track('Refused'),
      { type: 'page', userId: 'u' },
      'x',
      large
    ]
    const sent = await send(events, { mode: 'batch' })
    expect(served.vendor.requests).toHaveLength(1)
    expect(sent).toMatchObject({
      exchanges: [{ outcomes: [{ kind: 'delivered' }, { kind: 'rejected', reason: 'unknown user' }] }],
      events: [
        { deliveries: [{ kind: 'delivered' }] },
        { deliveries: [{ kind: 'rejected', reason: 'unknown user' }] },
        { deliveries: [{ kind: 'skipped', reason: 'there is nothing to say', items: [] }] },
        { deliveries: [{ kind: 'rejected', reason: 'Acme takes no such event.', items: [] }] },
        { deliveries: [], reason: 'no subscription matches' },
        { deliveries: [], reason: 'An event must be a JSON object, not a string.' },
        { deliveries: [{ kind: 'rejected', reason: expect.stringContaining('1000 is the most') as unknown }] }
      ]
    })
  })

  test('a request refused whole is halved until the culprit stands alone', async () => {
    served.vendor.behave(({ body }) => (JSON.stringify(body).includes('"c"') ? [422, { message: 'bad' }] : [200, {}]))
    const sent = await send([track('a'), track('b'), track('c')], { mode: 'batch' })
    if (sent.kind !== 'sent') throw new Error('Nothing was sent.')
    expect(sent.exchanges.map(({ outcomes }) => outcomes.map(({ kind }) => kind).join(' '))).toEqual([
      'split split split',
      'delivered delivered',
      'rejected'
    ])
    expect(sent.events.map(({ deliveries }) => deliveries[0]?.kind)).toEqual(['delivered', 'delivered', 'rejected'])
  })

  test('a vendor that is not there is told, and would be tried again', async () => {
    const settings = { ...served.settings, endpoint: 'http://127.0.0.1:1' }
    expect(await send([track('a')], { settings })).toMatchObject({
      exchanges: [
        { answer: { kind: 'failure', failure: 'network', message: expect.stringContaining('ECONNREFUSED') as unknown } }
      ],
      events: [{ deliveries: [{ kind: 'retry' }] }]
    })
  })

  test('an answer that repeats the secret does not show it', async () => {
    served.vendor.behave(({ headers }) => [400, { message: headers['authorization'], echo: { key: 'the-secret-key' } }])
    expect(await send([track('a')])).toMatchObject({
      exchanges: [{ answer: { body: { echo: { key: '‹redacted›' } } } }]
    })
  })

  test('nothing is sent while something has to be corrected', async () => {
    expect(await send([track('a')], { settings: {} })).toMatchObject({
      kind: 'refused',
      settingProblems: [{ setting: 'apiKey' }, { setting: 'endpoint' }]
    })
    expect(await send([track('a')], { subscriptions: own('type =') })).toMatchObject({
      kind: 'refused',
      subscriptionProblems: [{ part: 'subscribe' }]
    })
    expect(await send([track('a')], { target: 'sandbox' })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('does not play Acme') as unknown
    })
    expect(served.vendor.requests).toEqual([])
  })
})

const authenticate = async (body: object) =>
  (await served.api('/authentication', { destination: 'acme', target: 'vendor', ...body })).json

describe('authentication', () => {
  test('is asked for at the vendor', async () => {
    expect(await authenticate({ settings: served.settings })).toEqual({ kind: 'accepted' })
    served.vendor.behave(() => [401, { message: 'no such key: the-secret-key' }])
    expect(await authenticate({ settings: served.settings })).toEqual({
      kind: 'refused',
      settingProblems: [],
      reason: 'Acme does not accept these credentials (401: no such key: ‹redacted›). Check the settings.'
    })
    expect(await authenticate({ settings: {} })).toMatchObject({
      kind: 'refused',
      settingProblems: [{ setting: 'apiKey' }, {}]
    })
    expect(await authenticate({ settings: served.settings, target: 'sandbox' })).toMatchObject({
      kind: 'refused',
      settingProblems: []
    })
  })
})

describe('nonsense', () => {
  test.each([
    ['/explain', '{'],
    ['/explain', '[]'],
    ['/explain', {}],
    ['/explain', { destination: 'acme', events: {} }],
    ['/explain', { destination: 'acme', events: Array.from({ length: 1001 }, () => 1) }],
    ['/explain', { destination: 'acme', events: [], settings: [] }],
    ['/explain', { destination: 'acme', events: [], subscriptions: [{}] }],
    ['/send', { destination: 'acme', events: [], target: 'moon', mode: 'single' }],
    ['/send', { destination: 'acme', events: [], target: 'vendor' }],
    ['/authentication', { destination: 'acme' }],
    ['/examples', { destination: 'acme', title: 7 }],
    ['/examples', { destination: 'acme', title: 'x' }]
  ])('POST %s %j is one sentence', async (path, body) => {
    const { status, json } = await served.api(path, body)
    expect(status).toBe(400)
    expect(json).toEqual({ error: expect.stringMatching(/^[A-Z][^\n]*\.$/) as unknown })
  })

  test('more than 64 MB are not read', async () => {
    const { status, json } = await served.api('/explain', ' '.repeat(64 * 1024 * 1024 + 1))
    expect([status, json]).toEqual([413, { error: expect.stringContaining('64 MB') as unknown }])
  })
})

test('changes are told as they happen', async () => {
  const abort = new AbortController()
  const answer = await fetch(`${served.serving.url}/waybill/api/changes?token=${TOKEN}`, { signal: abort.signal })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  const reader = answer.body?.getReader()
  const read = reader?.read()
  await served.changed(served.folder.path('acme/index.ts'))
  const { value } = (await read) ?? {}
  expect(new TextDecoder().decode(value)).toBe('event: change\ndata: {"destinations":["acme"]}\n\n')
  abort.abort()
})
