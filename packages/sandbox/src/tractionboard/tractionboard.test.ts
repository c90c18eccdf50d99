import { basic, createSend } from '../http/test-client'
import { defaultTractionboardAccount, startSandbox, type Sandbox, type TractionboardOptions } from '../index'

let sandbox: Sandbox

const start = async (options: TractionboardOptions = {}): Promise<void> => {
  sandbox = await startSandbox({ tractionboard: options })
}

beforeEach(() => start())

afterEach(() => sandbox.close())

const authorized = basic(defaultTractionboardAccount.token, '')
const post = (
  body: unknown,
  { path = '/', authorization = authorized }: { path?: string; authorization?: string | null } = {}
) => createSend(sandbox.vendors.tractionboard.url, authorization)({ method: 'POST', path, body })

const deliver = async (...messages: readonly object[]): Promise<void> => {
  for (const message of messages) {
    const { status, body } = await post(message)
    if (status !== 200) throw new Error(JSON.stringify(body))
  }
}

const state = () => sandbox.vendors.tractionboard.state()
const user = (id = '42') => state().users.find(({ user_id }) => user_id === id)
const track = (event: string, properties: object = {}, userId = '42') => ({ type: 'track', userId, event, properties })
const identify = (traits: object, userId = '42') => ({ type: 'identify', userId, traits })
const alias = (previousId: string, userId: string) => ({ type: 'alias', previousId, userId })

const group = (groupId: string, traits: object) => ({ type: 'group', userId: '42', groupId, traits })

describe('over HTTP', () => {
  test('a message is answered with 200 and nothing more, at any path', async () => {
    for (const path of ['/', '/segment', '/v1/track/']) {
      expect(await post(identify({}), { path })).toMatchObject({ status: 200, body: '' })
    }
    expect(user()?.logins).toBe(3)
  })

  test('a sandbox can be told the path', async () => {
    await sandbox.close()
    await start({ path: '/segment' })
    expect((await post(identify({}), { path: '/segment' })).status).toBe(200)
    expect(await post(identify({}))).toMatchObject({ status: 404, body: { message: 'there is nothing at /' } })
  })

  test('what is malformed is answered with everything that is wrong with it', async () => {
    expect(await post({ type: 'track', properties: [] })).toMatchObject({
      status: 400,
      body: { message: 'event is required; properties must be an object; userId is required' }
    })
    expect(await post([track('bought')])).toMatchObject({ status: 400 })
    expect(state().users).toEqual([])
  })

  test('a call that is not supported is answered with 501', async () => {
    expect(await post({ type: 'delete', userId: '42' })).toMatchObject({
      status: 501,
      body: { message: 'delete calls are not supported' }
    })
  })

  test.each<[string, string | null]>([
    ['no credentials', null],
    ['another token', basic('other', '')],
    ['a password', basic(defaultTractionboardAccount.token, 'password')],
    ['the token without its colon', `Basic ${Buffer.from(defaultTractionboardAccount.token).toString('base64')}`],
    ['a bearer token', `Bearer ${defaultTractionboardAccount.token}`]
  ])('%s is unauthorized', async (_name, authorization) => {
    expect(await post(identify({}), { authorization })).toMatchObject({
      status: 401,
      body: { message: 'Token ID is not valid' }
    })
  })

  test('a token without permission is forbidden, and each token has users of its own', async () => {
    await sandbox.close()
    await start({ accounts: [{ token: 'a' }, { token: 'b' }, { token: 'c', active: false }] })
    expect((await post(identify({}), { authorization: basic('b', '') })).status).toBe(200)
    expect(await post(identify({}), { authorization: basic('c', '') })).toMatchObject({ status: 403 })
    expect(state().users).toEqual([])
    expect(sandbox.vendors.tractionboard.state('b').users).toHaveLength(1)
  })

  test('nothing but POST and JSON is taken', async () => {
    const { url } = sandbox.vendors.tractionboard
    const got = await createSend(url, authorized)({ method: 'GET', path: '/' })
    expect(got).toMatchObject({ status: 405, body: { message: 'GET is not allowed here' } })
    expect(got.headers.get('allow')).toBe('POST')
    const form = await fetch(url, {
      method: 'POST',
      headers: { authorization: authorized },
      body: new URLSearchParams('a=b')
    })
    expect(form.status).toBe(415)
  })

  test('tokens that HTTP Basic cannot carry are refused', async () => {
    await expect(startSandbox({ tractionboard: { accounts: [{ token: 'a:b' }] } })).rejects.toThrow('without a colon')
    await expect(startSandbox({ tractionboard: { accounts: [] } })).rejects.toThrow('at least one account')
  })
})

describe('users', () => {
  test('log in with an identify call, and traits become attributes', async () => {
    await deliver(identify({ name: 'Zoë', plan: 'free' }), identify({ plan: 'pro', first_time_shopper: true }))
    await deliver(identify({ first_time_shopper: false }))
    expect(user()).toMatchObject({
      status: 'active',
      logins: 3,
      attributes: { name: 'Zoë', plan: 'pro', first_time_shopper: false }
    })
  })

  test('sign up, cancel and sign up again', async () => {
    await deliver(track('signup'))
    expect(user()?.status).toBe('signed up')
    await deliver(track('cancel'), identify({}))
    expect(user()?.status).toBe('canceled')
    await deliver(track('signup'))
    expect(user()?.status).toBe('signed up')
    expect(user()?.event_counts).toEqual({ cancel: 1, signup: 2 })
    expect(user()?.events.map(({ kind }) => kind)).toEqual(['signup', 'cancel', 'signup'])
  })

  test('bring revenue, of which refunds are subtracted whatever their sign', async () => {
    await deliver(
      track('Payment Made', { revenue: 30 }),
      track('Payment Made', { revenue: 10, currency: 'EUR' }),
      track('Refund Received', { revenue: 5 }),
      track('Refund Received', { revenue: -4 }),
      track('payment made', { revenue: 1000 })
    )
    expect(user()?.revenue).toEqual({ EUR: 10, USD: 21 })
    expect(user()?.events.map(({ kind }) => kind)).toEqual(['payment', 'payment', 'refund', 'refund', 'custom'])
  })

  test('without an amount bring none, which is noted', async () => {
    await deliver(track('Payment Made', { amount: 5 }), track('Refund Received'))
    expect(user()?.revenue).toEqual({})
    expect(state().unapplied).toEqual([
      { operation: 'Payment Made', subject: '42', reason: 'there is no revenue in its properties' },
      { operation: 'Refund Received', subject: '42', reason: 'there is no revenue in its properties' }
    ])
  })

  test('do custom things and visit pages and screens, in order of arrival', async () => {
    const stamp = { messageId: 'm1', timestamp: '2025-01-31T12:00:00Z' }
    await deliver(
      { ...track('bought', { b: 1, a: 2 }), ...stamp },
      { type: 'page', userId: '42', name: 'Home', properties: { url: '/' }, ...stamp },
      { type: 'screen', userId: '42' },
      track('bought')
    )
    expect(user()).toMatchObject({ visit_count: 2, event_counts: { bought: 2 } })
    expect(user()?.events[0]).toEqual({
      kind: 'custom',
      event: 'bought',
      message_id: 'm1',
      timestamp: '2025-01-31T12:00:00Z',
      properties: { a: 2, b: 1 }
    })
    expect(user()?.visits).toEqual([
      { type: 'page', name: 'Home', message_id: 'm1', timestamp: '2025-01-31T12:00:00Z', properties: { url: '/' } },
      { type: 'screen', name: null, message_id: null, timestamp: null, properties: {} }
    ])
  })

  test('belong to groups, whose latest traits count', async () => {
    await deliver(group('b', { name: 'Acme', a: 1 }), group('a', {}), group('b', { name: 'Globex' }))
    expect(JSON.stringify(user()?.groups)).toBe('{"a":{},"b":{"name":"Globex"}}')
  })

  test('are anonymous until they are named', async () => {
    await deliver(
      { type: 'track', anonymousId: 'c', event: 'bought' },
      { type: 'page', anonymousId: 'c', userId: '42' },
      { type: 'group', anonymousId: 'c', groupId: 'acme' }
    )
    expect(state().anonymous).toMatchObject([
      { anonymous_id: 'c', event_counts: { bought: 1 }, visit_count: 0, groups: { acme: {} } }
    ])
    expect(user()?.visit_count).toBe(1)
  })
})

describe('alias', () => {
  test('changes the id of a user and keeps the former one as an attribute', async () => {
    await deliver(identify({ plan: 'pro' }, 'a'), track('bought', {}, 'a'), alias('a', 'b'), alias('b', 'c'))
    expect(state().users).toMatchObject([
      { user_id: 'c', former_ids: ['a', 'b'], attributes: { plan: 'pro' }, logins: 1, event_counts: { bought: 1 } }
    ])
    await deliver(identify({}, 'a'))
    expect(state().users.map(({ user_id }) => user_id)).toEqual(['a', 'c'])
  })

  test('adds a user to one who is there, whose own attributes stay', async () => {
    await deliver(
      identify({ plan: 'free', age: 7 }, 'a'),
      track('cancel', {}, 'a'),
      track('Payment Made', { revenue: 2 }, 'a'),
      { type: 'group', userId: 'a', groupId: 'acme', traits: { from: 'a' } },
      { type: 'page', userId: 'a' },
      identify({ plan: 'pro' }, 'b'),
      track('Payment Made', { revenue: 3 }, 'b'),
      { type: 'group', userId: 'b', groupId: 'acme', traits: { from: 'b' } },
      alias('a', 'b')
    )
    expect(state().users).toMatchObject([
      {
        user_id: 'b',
        status: 'canceled',
        attributes: { plan: 'pro', age: 7 },
        groups: { acme: { from: 'b' } },
        revenue: { USD: 5 },
        visit_count: 1,
        logins: 2,
        former_ids: ['a']
      }
    ])
    expect(user('b')?.events).toHaveLength(3)
    expect(user('b')?.visits).toHaveLength(1)
  })

  test('names someone anonymous', async () => {
    await deliver({ type: 'page', anonymousId: 'c' }, alias('c', '42'))
    expect(state()).toMatchObject({ anonymous: [], users: [{ user_id: '42', visit_count: 1, former_ids: ['c'] }] })
  })

  test('of someone unknown or to the same id does nothing', async () => {
    await deliver(identify({}), alias('unknown', '42'), alias('42', '42'))
    expect(state().users).toMatchObject([{ user_id: '42', former_ids: [] }])
    expect(state().unapplied.map(({ reason }) => reason)).toEqual(['both ids are the same', 'no such user'])
  })
})

test('a sandbox can keep numbers and neither visits nor events', async () => {
  await sandbox.close()
  await start({ keepEvents: false })
  await deliver(track('Payment Made', { revenue: 2 }), { type: 'page', userId: '42' })
  expect(user()).toMatchObject({
    events: [],
    visits: [],
    visit_count: 1,
    event_counts: { 'Payment Made': 1 },
    revenue: { USD: 2 }
  })
})

test('the state is in order of the ids, whatever order people came in', async () => {
  await deliver(identify({}, 'b'), identify({}, 'a'))
  for (const anonymousId of ['d', 'c']) await deliver({ type: 'page', anonymousId })
  expect(state().users.map(({ user_id }) => user_id)).toEqual(['a', 'b'])
  expect(state().anonymous.map(({ anonymous_id }) => anonymous_id)).toEqual(['c', 'd'])
})

test('traits and ids named after parts of every object are traits and ids', async () => {
  await deliver(identify(JSON.parse('{"__proto__":{"a":1},"toString":"b"}') as object, '__proto__'))
  expect(Object.keys(user('__proto__')?.attributes ?? {})).toEqual(['__proto__', 'toString'])
})
