import nock from 'nock'
import { acme, SETTINGS, track } from '../../test/acme'
import type { AnyAction, Destination } from '../definition'
import type { SegmentEvent } from '../event'
import { defaultMapping } from '../plan'
import { createTestIntegration, toSegment } from '.'

const HOST = 'https://us.acme.example'
const AUTHORIZATION = `Basic ${Buffer.from(`${SETTINGS.account}:${SETTINGS.apiKey}`).toString('base64')}`
// Segment's runtime fills settings in with their defaults before it hands them on.
const settings = { ...SETTINGS, region: 'us' }

interface Arrived {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: { readonly events?: readonly { readonly name: string }[]; readonly people?: readonly object[] }
}

/** The vendor's answer, from what arrived. */
type Answer = (arrived: Arrived, index: number) => readonly [number, object?]

/** A vendor that answers as told, and everything that arrives at it. */
function vendor(answer: Answer = () => [200, {}]): readonly Arrived[] {
  const arrived: Arrived[] = []
  nock(HOST)
    .persist()
    .post('/batch')
    .reply(function (_path, body) {
      arrived.push({ headers: this.req.headers, body: body as Arrived['body'] })
      const [status, json = {}] = answer(arrived.at(-1) as Arrived, arrived.length - 1)
      return [status, JSON.stringify(json), { 'content-type': 'application/json' }]
    })
  return arrived
}

const namesIn = (arrived: readonly Arrived[]) => arrived.map(({ body }) => (body.events ?? []).map(({ name }) => name))

async function batch(events: readonly SegmentEvent[], destination: Destination = acme) {
  const results = await createTestIntegration(toSegment(destination)).executeBatch('trackEvent', {
    events: structuredClone(events) as never,
    mapping: defaultMapping(acme.actions['trackEvent']?.fields ?? {}) as never,
    settings
  })
  return results.map(({ status, ...rest }) => ('errormessage' in rest ? [status, rest.errormessage] : [status]))
}

const single = (event: SegmentEvent) =>
  createTestIntegration(toSegment(acme)).testAction('trackEvent', {
    event: structuredClone(event) as never,
    settings,
    useDefaultMappings: true
  })

const tracks = (...names: readonly string[]): readonly SegmentEvent[] => names.map((name) => track(name))

const authenticate = (destination: Destination = acme) =>
  createTestIntegration(toSegment(destination)).testAuthentication(settings)
const me = () => nock(HOST, { reqheaders: { authorization: AUTHORIZATION } }).get('/me')

const remove = (payload: object) =>
  createTestIntegration(toSegment(acme)).onDelete?.({ type: 'delete', ...payload } as never, settings)

const batchingOf = (limits: AnyAction['endpoint']['limits']) => {
  const action = acme.actions['trackEvent'] as AnyAction
  const destination = { ...acme, actions: { trackEvent: { ...action, endpoint: { ...action.endpoint, limits } } } }
  const fields = toSegment(destination).actions['trackEvent']?.fields ?? {}
  return ['enable_batching', 'batch_size', 'batch_bytes'].map((key) => [
    fields[key]?.default,
    fields[key]?.unsafe_hidden
  ])
}

describe('requests', () => {
  test('carry the credentials, their own headers and JSON', async () => {
    const arrived = vendor()
    await single(track('Signed Up'))
    expect(arrived).toEqual([
      {
        headers: expect.objectContaining({ 'x-acme-version': '2', authorization: AUTHORIZATION }) as unknown,
        body: { events: [{ user: 'u1', name: 'Signed Up', copy: 0, region: 'us' }] }
      }
    ])
    expect(String(arrived[0]?.headers['content-type'])).toContain('application/json')
  })
})

describe('testAuthentication', () => {
  test('accepts what the vendor accepts', async () => {
    me().reply(200, { fine: true })
    await expect(authenticate()).resolves.not.toThrow()
  })

  test('tells the problem that a success shows all the same', async () => {
    me().reply(200, { problem: `The key ${SETTINGS.apiKey} is of another region.` })
    await expect(authenticate()).rejects.toThrow('The key ‹redacted› is of another region.')
  })

  test("tells a refusal in the vendor's words, without secrets, whatever a success would show", async () => {
    me().reply(401, { message: `No ${SETTINGS.apiKey}.`, problem: 'unrelated' })
    await expect(authenticate()).rejects.toThrow('401: No ‹redacted›.')
  })

  test('tells when there is no answer, without secrets', async () => {
    me().replyWithError(`no way with ${SETTINGS.apiKey}`)
    const error = await authenticate().catch((reason: unknown) => reason)
    expect(String(error)).toContain('no way with')
    expect(String(error)).not.toContain(SETTINGS.apiKey)
  })
})

describe('onDelete', () => {
  test('carries a deletion request out with the default mapping', async () => {
    const arrived = vendor()
    await remove({ userId: 'u1' })
    expect(arrived.map(({ body }) => body)).toEqual([{ people: [{ id: 'u1', deleted: true }] }])
  })

  test('refuses a request that names nobody, and sends nothing', async () => {
    const arrived = vendor()
    await expect(remove({ anonymousId: 'a1' })).rejects.toThrow('User ID')
    expect(arrived).toEqual([])
  })

  test('is absent where nobody can be deleted', () => {
    const { deletion: _deletion, ...rest } = acme
    expect(toSegment(rest)).not.toHaveProperty('onDelete')
    expect(toSegment(acme)).toHaveProperty('onDelete')
  })
})

describe('the definition', () => {
  test('offers the presets that are not optional, each with its whole mapping', () => {
    expect(toSegment(acme).presets).toEqual([
      {
        name: 'Track Event',
        type: 'automatic',
        partnerAction: 'trackEvent',
        subscribe: 'type = "track"',
        mapping: defaultMapping(acme.actions['trackEvent']?.fields ?? {})
      },
      {
        name: 'Identify User',
        type: 'automatic',
        partnerAction: 'identifyUser',
        subscribe: 'type = "identify"',
        mapping: { user_id: { '@path': '$.userId' } }
      }
    ])
  })

  test('says how to batch, by the limits of the endpoint, in fields that users do not see', () => {
    expect(batchingOf({ items: 4, bytes: 6000 })).toEqual([
      [true, true],
      [4, true],
      [6000, true]
    ])
    expect(batchingOf({})).toEqual([
      [true, true],
      [1000, true],
      [undefined, undefined]
    ])
  })

  test('has the words of the declaration, and patterns stay out of the settings', () => {
    const { name, slug, mode, authentication, actions } = toSegment(acme)
    expect({ name, slug, mode }).toEqual({ name: 'Acme', slug: 'acme', mode: 'cloud' })
    expect(authentication?.scheme).toBe('basic')
    expect(authentication?.fields['apiKey']).toEqual({
      label: 'API Key',
      description: 'The key of the account.',
      type: 'password',
      required: true
    })
    expect(actions['trackEvent']).toMatchObject({
      title: 'Track Event',
      description: 'Record an event.',
      platform: 'cloud',
      defaultSubscription: 'type = "track"'
    })
    expect(actions['deleteUser']).not.toHaveProperty('defaultSubscription')
  })
})

describe('perform', () => {
  test('a skipped event is no error, and nothing is sent', async () => {
    const arrived = vendor()
    await single(track('Nothing'))
    expect(arrived).toEqual([])
  })

  test.each([
    ['Refused', 'That is not allowed.'],
    ['Cursed', 'Track Event failed on this event (TypeError): a fault of its definition, please report it.']
  ])('"%s" is an invalid payload', async (name, message) => {
    await expect(single(track(name))).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      message
    })
  })

  test.each([400, 401, 501, 429, 500])('%i is told with its status, for Segment to decide', async (status) => {
    vendor(() => [status, { message: 'no' }])
    await expect(single(track('Signed Up'))).rejects.toMatchObject({ status, message: `${status}: no` })
  })

  test('a refusal inside a success does not look like one', async () => {
    vendor(() => [200, { errors: [{ slot: 'events', index: 0, reason: 'bad event' }] }])
    await expect(single(track('Signed Up'))).rejects.toMatchObject({ status: 400, message: 'bad event' })
  })

  test('a payload of several items ends as the worst of them', async () => {
    vendor((_arrived, index) =>
      index === 0 ? [500, {}] : [200, { errors: [{ slot: 'events', index: 0, reason: 'bad' }] }]
    )
    await expect(single(track('Bought', { copies: 5 }))).rejects.toMatchObject({ status: 400, message: 'bad' })
  })

  test('of several equally bad items the first is told', async () => {
    vendor((_arrived, index) => [401, { message: index === 0 ? 'first' : 'second' }])
    await expect(single(track('Bought', { copies: 5 }))).rejects.toMatchObject({ message: '401: first' })
  })

  test('an item exactly as large as the vendor takes is sent', async () => {
    const arrived = vendor()
    const rest = JSON.stringify({ user: 'u1', name: '', copy: 0, region: 'us' }).length
    await single(track('x'.repeat(2000 - rest)))
    expect(arrived).toHaveLength(1)
    await expect(single(track('x'.repeat(2001 - rest)))).rejects.toThrow('The item has 2001 bytes')
  })

  test('an item larger than the vendor takes is an invalid payload', async () => {
    const arrived = vendor()
    await expect(single(track('x'.repeat(2000)))).rejects.toThrow(
      /^The item has \d+ bytes; the destination takes 2000\.$/
    )
    expect(arrived).toEqual([])
  })
})

describe('performBatch', () => {
  test('splits by the items a request takes, in order', async () => {
    const arrived = vendor()
    expect(await batch(tracks('a', 'b', 'c', 'd', 'e', 'f'))).toEqual(Array.from({ length: 6 }, () => [200]))
    expect(namesIn(arrived)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['e', 'f']
    ])
  })

  test('splits by the bytes a request takes', async () => {
    const arrived = vendor()
    const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((letter) => letter.repeat(1900))
    expect(await batch(tracks(a, b, c, 'd'))).toEqual([[200], [200], [200], [200]])
    expect(namesIn(arrived).map((names) => names.map(([letter]) => letter).join(''))).toEqual(['ab', 'cd'])
  })

  test('counts items, not payloads', async () => {
    const arrived = vendor()
    await batch([track('a', { copies: 3 }), track('b', { copies: 3 })])
    expect(namesIn(arrived)).toEqual([
      ['a', 'a', 'a', 'b'],
      ['b', 'b']
    ])
  })

  test('an item larger than the vendor takes is refused alone', async () => {
    const arrived = vendor()
    expect(await batch(tracks('a', 'x'.repeat(2000), 'c'))).toEqual([
      [200],
      [400, expect.stringMatching(/^The item has \d+ bytes; the destination takes 2000\.$/)],
      [200]
    ])
    expect(namesIn(arrived)).toEqual([['a', 'c']])
  })

  test('a fault of the definition costs only its event and quotes nothing of it', async () => {
    const arrived = vendor()
    expect(await batch(tracks('a', 'Cursed', 'Refused', 'Nothing', 'e'))).toEqual([
      [200],
      [400, 'Track Event failed on this event (TypeError): a fault of its definition, please report it.'],
      [400, 'That is not allowed.'],
      [200],
      [200]
    ])
    expect(namesIn(arrived)).toEqual([['a', 'e']])
  })

  test('a request refused whole is halved until the culprit stands alone', async () => {
    const arrived = vendor(({ body }) =>
      body.events?.some(({ name }) => name === 'c') === true ? [422, { message: 'bad' }] : [200]
    )
    expect(await batch(tracks('a', 'b', 'c', 'd'))).toEqual([[200], [200], [422, '422: bad'], [200]])
    expect(await batch(tracks('x', 'c', 'z'))).toEqual([[200], [422, '422: bad'], [200]])
    expect(namesIn(arrived).map((names) => names.join(''))).toEqual(
      ['abcd', 'ab', 'cd', 'c', 'd'].concat('xcz', 'xc', 'x', 'c', 'z')
    )
  })

  test('items that travelled with one that was named are told to be sent again', async () => {
    vendor(() => [400, { errors: [{ slot: 'events', index: 1, reason: 'bad b' }] }])
    const [first, second, third] = await batch(tracks('a', 'b', 'c'))
    expect(second).toEqual([400, 'bad b'])
    for (const retried of [first, third]) expect(retried?.[1]).toBe('travelled with an item the vendor refused')
  })

  test('501 is not sent again and 503 is, by their statuses', async () => {
    const arrived = vendor((_arrived, index) => [index === 0 ? 501 : 503, {}])
    expect(await batch(tracks('a', 'b', 'c', 'd', 'e'))).toEqual([
      ...Array.from({ length: 4 }, () => [501, 'The vendor answered 501.']),
      [503, 'The vendor answered 503.']
    ])
    expect(arrived).toHaveLength(2)
  })

  test('no answer at all looks like a fault of the vendor', async () => {
    nock(HOST).post('/batch').replyWithError('socket hang up')
    const [ended] = await batch(tracks('a'))
    expect(ended?.[0]).toBe(500)
  })
})
