import { createSend } from '../http/test-client'
import { defaultBoomtrainAccount, startSandbox, type BoomtrainOptions, type Sandbox } from '../index'
import { isRecord, member, type JsonValue } from '../json/json'

const { siteId, token } = defaultBoomtrainAccount

let sandbox: Sandbox

const start = async (options: BoomtrainOptions = {}): Promise<void> => {
  sandbox = await startSandbox({ boomtrain: options })
}

beforeEach(() => start())

afterEach(() => sandbox.close())

const send = (method: string, path: string, body: unknown, authorization: string | null = `Bearer ${token}`) =>
  createSend(sandbox.vendors.boomtrain.url, authorization)({ method, path, body })
const person = (kind: string, id: string, attributes: object = {}) =>
  send('PUT', `/v1/person/${siteId}/${kind}/${encodeURIComponent(id)}`, { attributes })
const identify = (primary: object) => send('POST', `/identify/${siteId}`, { primary })
const event = (body: object) => send('POST', `/event/${siteId}`, { event_type: 'viewed', ...body })

const state = () => sandbox.vendors.boomtrain.state()
const dataOf = (body: JsonValue, key: string): JsonValue | undefined => {
  const data = isRecord(body) ? member(body, 'data') : undefined
  return isRecord(data) ? member(data, key) : undefined
}
const bsinOf = (body: JsonValue): string => {
  const bsin = dataOf(body, 'bsin')
  return typeof bsin === 'string' ? bsin : ''
}

const before = async (...ids: string[]) => {
  sandbox.vendors.boomtrain.reset()
  for (const id of ids) await person('user_id', id)
  return state()
}

describe('people', () => {
  test('are created and updated, and answered with their attributes', async () => {
    await person('user_id', '42', { 'First Name': 'Suki', plan: 'free' })
    const reply = await person('user_id', '42', { plan: 'pro' })
    const [known] = state().persons
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      data: {
        attributes: [
          { name: 'first_name', value: 'Suki' },
          { name: 'plan', value: 'pro' }
        ],
        bsin: known?.bsin,
        email: '',
        user_id: '42',
        site_id: siteId
      }
    })
    expect(state().persons).toMatchObject([
      { user_id: '42', email: null, attributes: { first_name: 'Suki', plan: 'pro' } }
    ])
  })

  test('lose the attributes that are set to empty text', async () => {
    await person('email', 'a@example.com', { plan: 'pro', age: 7 })
    await person('email', 'A@EXAMPLE.com', { PLAN: '', signed_up_at: '' })
    expect(state().persons).toMatchObject([{ email: 'a@example.com', attributes: { age: 7 } }])
  })

  test('may have a body without attributes', async () => {
    expect((await send('PUT', `/person/${siteId}/user_id/42`, {})).status).toBe(200)
    expect(state().persons).toMatchObject([{ user_id: '42', attributes: {} }])
  })

  test('can be named by a bsin, whether it has a record or not', async () => {
    const bsin = bsinOf((await identify({ user_id: '42' })).body)
    await person('bsin', bsin, { plan: 'pro' })
    await person('bsin', 'a/new=one', { plan: 'free' })
    expect(state().persons.map(({ bsin: own, user_id }) => [own, user_id])).toEqual(
      expect.arrayContaining([
        [bsin, '42'],
        ['a/new=one', null]
      ])
    )
  })

  test.each<[string, string, string, unknown, string]>([
    ['another kind of id', 'phone', '1', {}, 'id_type must be bsin, email or user_id'],
    ['an email that is none', 'email', 'none', {}, 'id must be an email address'],
    ['a list', 'user_id', '42', [], 'the request must be an object'],
    ['a list of attributes', 'user_id', '42', { attributes: [] }, 'attributes must be an object'],
    ['null', 'user_id', '42', { attributes: { plan: null } }, 'attributes.plan must not be null'],
    ['a name of spaces', 'user_id', '42', { attributes: { ' ': 1 } }, 'attributes.  must have a name'],
    [
      'a time in seconds',
      'user_id',
      '42',
      { attributes: { 'Signed up at': 1467412344 } },
      'attributes.Signed up at must be a string'
    ],
    [
      'a day',
      'user_id',
      '42',
      { attributes: { signed_up_at: '2016-07-01' } },
      'attributes.signed_up_at must be a date and time in ISO 8601'
    ]
  ])('%s is refused', async (_name, kind, id, body, message) => {
    expect(await send('PUT', `/v1/person/${siteId}/${kind}/${id}`, body)).toMatchObject({
      status: 400,
      body: { type: 'invalid', message }
    })
    expect(state().persons).toEqual([])
  })
})

describe('identify', () => {
  test('creates whoever is identified and unknown, once', async () => {
    const first = await identify({ user_id: '42', email: 'a@example.com', bsin: '' })
    const again = await identify({ email: 'A@example.com' })
    expect(first).toMatchObject({
      status: 200,
      body: { data: { user_id: '42', email: 'a@example.com', site_id: siteId } }
    })
    expect(again.body).toEqual(first.body)
    expect(state().persons).toHaveLength(1)
  })

  test('gives a browser an identifier and no record', async () => {
    const first = bsinOf((await identify({ bsin: '' })).body)
    const second = bsinOf((await identify({ email: '' })).body)
    expect(first).not.toBe(second)
    expect(bsinOf((await identify({ bsin: first })).body)).toBe(first)
    expect(state().persons).toEqual([])
  })

  test('takes a browser’s identifier for the record and its events along', async () => {
    const bsin = bsinOf((await identify({ bsin: '' })).body)
    await event({ bsin })
    expect(state().anonymous).toMatchObject([{ bsin, event_counts: { viewed: 1 } }])
    await identify({ bsin, user_id: '42' })
    expect(state()).toMatchObject({ anonymous: [], persons: [{ bsin, user_id: '42', event_counts: { viewed: 1 } }] })
  })

  test('leads another browser of somebody known to their record', async () => {
    const bsin = bsinOf((await identify({ user_id: '42' })).body)
    await event({ bsin: 'other' })
    expect(bsinOf((await identify({ bsin: 'other', user_id: '42' })).body)).toBe(bsin)
    await event({ bsin: 'other' })
    expect(state()).toMatchObject({ anonymous: [], persons: [{ bsin, event_counts: { viewed: 2 } }] })
  })

  test('adds what a record lacks and overwrites nothing', async () => {
    await identify({ user_id: '42' })
    await identify({ user_id: '42', email: 'a@example.com' })
    await identify({ user_id: '42', email: 'b@example.com' })
    expect(state().persons).toMatchObject([{ user_id: '42', email: 'a@example.com' }])
  })

  test('merges everyone who matches into the one whose identifier counts first', async () => {
    await person('email', 'a@example.com', { plan: 'free', age: 7 })
    await person('user_id', '42', { plan: 'pro' })
    await event({ email: 'a@example.com', resource_id: '1' })
    await event({ user_id: '42', resource_id: '2' })
    const [kept, merged] = ['42', null].map((id) => state().persons.find(({ user_id }) => user_id === id)?.bsin)
    expect(bsinOf((await identify({ email: 'a@example.com', user_id: '42', bsin: merged })).body)).toBe(kept)
    expect(state()).toMatchObject({
      persons: [
        {
          bsin: kept,
          user_id: '42',
          email: 'a@example.com',
          attributes: { plan: 'pro', age: 7 },
          event_counts: { viewed: 2 }
        }
      ],
      merges: [{ kept, merged }]
    })
    expect(state().persons[0]?.events.map(({ resource_id }) => resource_id)).toEqual(['2', '1'])
    await event({ bsin: merged })
    expect(state().persons).toMatchObject([{ event_counts: { viewed: 3 } }])
  })

  test.each<[string, unknown, string]>([
    ['nothing', {}, 'primary is required; primary.user_id is required'],
    ['no identifier', { primary: { name: 'a' } }, 'primary.user_id is required'],
    ['a number', { primary: { user_id: 42 } }, 'primary.user_id must be a string'],
    ['an email that is none', { primary: { email: 'none' } }, 'primary.email must be an email address']
  ])('%s is refused', async (_name, body, message) => {
    expect(await send('POST', `/v1/identify/${siteId}`, body)).toMatchObject({ status: 400, body: { message } })
  })
})

describe('events', () => {
  test('are kept with whoever they are about, in order of arrival', async () => {
    await person('user_id', '42')
    const reply = await event({
      site_id: siteId,
      user_id: '42',
      resource_type: 'article',
      resource_id: '7',
      timestamp: '2016-04-12T21:15:54+00:00',
      properties: { b: 1, a: 2 }
    })
    expect(reply).toMatchObject({ status: 200, body: {} })
    await event({ event_type: 'liked', user_id: '42' })
    expect(state().persons).toMatchObject([{ event_counts: { liked: 1, viewed: 1 } }])
    expect(state().persons[0]?.events).toEqual([
      {
        event_type: 'viewed',
        resource_type: 'article',
        resource_id: '7',
        timestamp: '2016-04-12T21:15:54+00:00',
        properties: { a: 2, b: 1 }
      },
      { event_type: 'liked', resource_type: null, resource_id: null, timestamp: null, properties: {} }
    ])
  })

  test('bring the people they name into being', async () => {
    await event({ email: 'a@example.com' })
    expect(state().persons).toMatchObject([{ email: 'a@example.com', attributes: {}, event_counts: { viewed: 1 } }])
  })

  test('can also come the way the browser library sends them', async () => {
    const body = { type: 'viewed', site_id: siteId, user_id: '42', href: 'https://example.com', properties: {} }
    expect((await send('POST', '/event/track', body)).status).toBe(200)
    expect(state().persons).toMatchObject([{ user_id: '42', event_counts: { viewed: 1 } }])
    expect(await send('POST', '/event/track', { ...body, site_id: 'other' })).toMatchObject({ status: 403 })
    expect(await send('POST', '/event/track', { type: 'viewed', user_id: '42' })).toMatchObject({
      status: 400,
      body: { message: 'site_id is required' }
    })
    expect(await send('POST', '/event/track', { ...body, type: 1 })).toMatchObject({ status: 400 })
  })

  test.each<[string, object, string]>([
    ['nobody', {}, 'bsin is required, or user_id or email in its place'],
    ['no type', { user_id: '42', event_type: '' }, 'event_type is required'],
    ['a type that is a number', { user_id: '42', event_type: 1 }, 'event_type must be a string'],
    ['a resource that is a number', { user_id: '42', resource_id: 7 }, 'resource_id must be a string'],
    ['a kind of resource that is empty', { user_id: '42', resource_type: '' }, 'resource_type is required'],
    ['a time in seconds', { user_id: '42', timestamp: 1460495754 }, 'timestamp must be a string'],
    [
      'a time elsewhere',
      { user_id: '42', timestamp: '2016-04-12T21:15:54+02:00' },
      'timestamp must be a date and time of UTC in ISO 8601'
    ],
    [
      'a time that is none',
      { user_id: '42', timestamp: 'nowZ' },
      'timestamp must be a date and time of UTC in ISO 8601'
    ],
    ['properties that are a list', { user_id: '42', properties: [] }, 'properties must be an object'],
    ['an email that is none', { email: 'none' }, 'email must be an email address']
  ])('%s is refused', async (_name, body, message) => {
    expect(await event(body)).toMatchObject({ status: 400, body: { type: 'invalid', message } })
    expect(state().persons).toEqual([])
  })

  test('about another site are forbidden', async () => {
    expect(await event({ user_id: '42', site_id: 'other' })).toMatchObject({ status: 403 })
    expect(state().persons).toEqual([])
  })

  test('need not be kept one by one', async () => {
    await sandbox.close()
    await start({ keepEvents: false })
    await event({ user_id: '42' })
    expect(state().persons).toMatchObject([{ events: [], event_counts: { viewed: 1 } }])
  })
})

test('the state is in order of the identifiers Boomtrain gives, which are the same in every sandbox', async () => {
  expect(await before('3', '1', '2')).toEqual(await before('1', '2', '3'))
})
