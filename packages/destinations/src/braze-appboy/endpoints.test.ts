import { buildRequest, compileDestination, encodeRequest, judge } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { brazeAppboy } from '.'
import { usersDelete, usersTrack } from './endpoints'
import { examples } from './examples'

const TIMESTAMP = '2026-03-04T05:06:07Z'

const SLOTS = ['attributes', 'events', 'purchases', 'events']

const outcomes = (status: number, body: unknown) => {
  const items = SLOTS.map((slot) => ({ slot, route: undefined }))
  const verdict = judge(usersTrack, { kind: 'response', response: { status, headers: {}, body } }, items)
  return verdict.kind === 'each'
    ? verdict.outcomes.map((outcome) => (outcome.kind === 'rejected' ? outcome.reason : outcome.kind))
    : [verdict.kind, verdict.reason]
}

const error = (input_array: string, index: number, type = 'it is not valid') => ({ type, input_array, index })

describe('what Braze answers', () => {
  test('a 201 with errors: each is of the object it names by list and position', () => {
    const errors = [error('events', 1), error('purchases', 0, "'quantity' is not valid")]
    expect(outcomes(201, { message: 'success', errors })).toEqual([
      'delivered',
      'delivered',
      "'quantity' is not valid",
      'it is not valid'
    ])
  })

  test('errors without a place, or with one nothing was sent to, are of no object of several', () => {
    const errors = ['wrong', { type: 'wrong' }, error('events', 7), error('user_aliases', 0), null]
    expect(outcomes(201, { message: 'success', errors })).toEqual(SLOTS.map(() => 'delivered'))
  })

  test('an error without a place is of the object that travelled alone', () => {
    const body = { message: 'success', errors: [{ type: "'time' is not valid" }] }
    const exchange = { kind: 'response', response: { status: 201, headers: {}, body } } as const
    const rejected = { kind: 'each', outcomes: [{ kind: 'rejected', status: 201, reason: "'time' is not valid" }] }
    expect(judge(usersTrack, exchange, [{ slot: 'events' }])).toEqual(rejected)
    expect(judge(usersDelete, exchange, [{ slot: undefined }])).toEqual(rejected)
  })

  test('a 400 that names objects: the others travel again', () => {
    expect(outcomes(400, { message: 'Valid data must be provided', errors: [error('attributes', 0)] })).toEqual([
      'it is not valid',
      'retry',
      'retry',
      'retry'
    ])
  })

  test('a 400 that names none is searched for its cause', () => {
    expect(outcomes(400, { message: 'Max Input Length Exceeded' })).toEqual([
      'refused-whole',
      '400: Max Input Length Exceeded'
    ])
  })

  test('202 says that the data is queued, which is a success', () => {
    expect(outcomes(202, { message: 'queued' })).toEqual(SLOTS.map(() => 'delivered'))
  })

  test.each([
    [401, 'Invalid API Key'],
    [403, 'Account inactive'],
    [404, 'Unknown REST API Key']
  ])('%i is final, in the words of Braze', (status, message) => {
    expect(outcomes(status, { message })).toEqual(SLOTS.map(() => `${status}: ${message}`))
  })

  test.each([429, 500, 502, 503])('%i heals', (status) => {
    expect(outcomes(status, '<html>')).toEqual(SLOTS.map(() => 'retry'))
  })

  test('the words of an answer are its message and the errors in it', () => {
    const body = { message: 'Valid data must be provided', errors: [{ type: 'one' }, { type: 'two' }, {}] }
    expect(usersTrack.reason?.({ status: 400, headers: {}, body })).toBe('Valid data must be provided; one; two')
    expect(usersTrack.reason?.({ status: 400, headers: {}, body: 'Bad Request' })).toBeUndefined()
  })
})

test('the limits are those of the documents', () => {
  expect(usersTrack.limits).toEqual({
    items: 75,
    itemBytes: 100_000,
    bytes: 4_000_000,
    rate: { requests: 3000, perSeconds: 3 }
  })
  expect(usersDelete.limits).toEqual({ items: 50, rate: { requests: 6000, perSeconds: 60, maximum: 20_000 } })
  for (const { endpoint } of Object.values(brazeAppboy.actions)) expect(endpoint.timeoutSeconds).toBe(30)
})

const STORY: readonly SegmentEvent[] = [
  { type: 'identify', userId: 'u', traits: { plan: 'pro' } },
  { type: 'track', userId: 'u', event: 'Signed Up', timestamp: TIMESTAMP },
  { type: 'track', userId: 'u', event: 'Order Completed', timestamp: TIMESTAMP, properties: { revenue: 5 } },
  { type: 'group', userId: 'u', groupId: 'g' }
]

test('identify, track, orders and group of a user share one request', () => {
  const compiled = compileDestination(brazeAppboy, { settings: examples.settings })
  if (!compiled.ok) throw new Error('The example settings are wrong.')
  const items = STORY.flatMap(compiled.plan.plan).flatMap((planned) => {
    if (planned.kind !== 'items') throw new Error(planned.reason)
    expect(planned.subscription.action.endpoint).toBe(usersTrack)
    return planned.items
  })
  const request = encodeRequest(brazeAppboy, examples.settings, buildRequest(usersTrack, examples.settings, items))
  expect(request).toMatchObject({
    method: 'POST',
    url: 'https://rest.iad-01.braze.com/users/track',
    headers: { authorization: 'Bearer sandbox0-0000-4000-8000-00000000b5a2' }
  })
  expect(JSON.parse(request.body ?? '')).toEqual({
    attributes: [
      { external_id: 'u', plan: 'pro' },
      { external_id: 'u', ab_segment_group_g: true }
    ],
    events: [{ external_id: 'u', time: TIMESTAMP, name: 'Signed Up' }],
    purchases: [
      {
        external_id: 'u',
        time: TIMESTAMP,
        product_id: 'Order Completed',
        currency: 'USD',
        price: 5,
        quantity: 1,
        properties: { revenue: 5 }
      }
    ]
  })
})

test('a deletion is a list of texts, also when its items are text already', () => {
  const compiled = compileDestination(brazeAppboy, { settings: examples.settings })
  if (!compiled.ok) throw new Error('The example settings are wrong.')
  const items = ['a', 'b'].flatMap((userId) =>
    compiled.plan.plan({ type: 'delete', userId }).flatMap((planned) => (planned.kind === 'items' ? planned.items : []))
  )
  const { body } = encodeRequest(brazeAppboy, examples.settings, buildRequest(usersDelete, examples.settings, items))
  expect(body).toBe('{"external_ids":["a","b"]}')
})

test.each(['https://api.appboy.com', 'https://rest.api.appboy.eu'])('%s gets the key in the body too', (endpoint) => {
  const settings = { ...examples.settings, endpoint }
  const items = [{ slot: 'attributes', route: undefined, body: { external_id: 'u' } }]
  const { url, json } = buildRequest(usersTrack, settings, items)
  expect(url).toBe(`${endpoint}/users/track`)
  expect(json).toEqual({ app_group_id: 'sandbox0-0000-4000-8000-00000000b5a2', attributes: [{ external_id: 'u' }] })
})
