import { buildRequest, compileDestination, judge, splitByLimits } from '@waybill/kit'
import type { HttpResponse, Planned, SegmentEvent } from '@waybill/kit'
import { createTestIntegration, toSegment } from '@waybill/kit/segment'
import nock from 'nock'
import { brazeAppboy } from '.'
import { aliasesNew, usersIdentify, usersTrack } from './endpoints'
import { examples } from './examples'

/**
 * What Segment's own Braze destination does wrong, and ours does not. Weak point 13 is about catalog items, which this
 * destination does not send.
 *
 * @see https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/braze
 */
const compiled = compileDestination(brazeAppboy, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

const TIMESTAMP = '2026-03-04T05:06:07Z'

interface Sent {
  readonly slot: string | undefined
  readonly route: undefined
  readonly body: Record<string, unknown>
}

/** What the default presets make of an event that they hand to exactly one action. */
function itemsOf(event: SegmentEvent): readonly Sent[] {
  const planned = onlyOne(plan(event))
  if (planned.kind !== 'items') throw new Error(planned.reason)
  return planned.items.map(({ slot, body }) => ({
    slot,
    route: undefined,
    body: JSON.parse(body.text) as Record<string, unknown>
  }))
}

function itemOf(event: SegmentEvent): Sent {
  const items = itemsOf(event)
  expect(items).toHaveLength(1)
  return items[0] as Sent
}

function onlyOne(planned: readonly Planned[]): Planned {
  expect(planned).toHaveLength(1)
  return planned[0] as Planned
}

const track = (event: string, more: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  userId: 'u',
  event,
  timestamp: TIMESTAMP,
  ...more
})

const identify = (traits: NonNullable<SegmentEvent['traits']>): Record<string, unknown> =>
  itemOf({ type: 'identify', userId: 'u', timestamp: TIMESTAMP, traits }).body

const products = (count: number): readonly object[] =>
  Array.from({ length: count }, (_, index) => ({ product_id: `p-${index}`, price: 1 }))

const sentItems = (count: number) => Array.from({ length: count }, () => ({ slot: 'events', route: undefined }))

const answer = (status: number, body: unknown): { kind: 'response'; response: HttpResponse } => ({
  kind: 'response',
  response: { status, headers: {}, body }
})

/** Segment's published runtime with this destination in it, Braze replaced. */
const runtime = () => createTestIntegration(toSegment(brazeAppboy))
const runtimeSettings = examples.settings as never
const braze = () => nock('https://rest.iad-01.braze.com')

afterEach(() => nock.cleanAll())

/** The events of https://segment.com/docs/connections/spec/ecommerce/v2/, as its examples have them. */
const ECOMMERCE: readonly (readonly [string, NonNullable<SegmentEvent['properties']>])[] = [
  ['Product Viewed', { product_id: 'p', sku: 'G-32', name: 'Monopoly', price: 18.99, currency: 'usd' }],
  ['Product Added', { cart_id: 'c', product_id: 'p', price: 18.99, quantity: 1 }],
  ['Product Removed', { cart_id: 'c', product_id: 'p', price: 18.99, quantity: 1 }],
  ['Checkout Started', { order_id: 'o', value: 30, revenue: 25, currency: 'USD', products: products(1) }],
  ['Order Completed', { checkout_id: 'k', order_id: 'o', total: 27.5, currency: 'USD', products: products(2) }],
  ['Order Refunded', { order_id: 'o', total: 30, currency: 'USD', products: products(1) }],
  ['Order Cancelled', { order_id: 'o', total: 30, revenue: 25, currency: 'USD', products: products(1) }]
]

describe('weak points of the published destination', () => {
  test.each(ECOMMERCE)('weak point 1: "%s" as Segment specifies it arrives', (name, properties) => {
    const items = itemsOf(track(name, { properties }))
    const slot = name === 'Order Completed' ? 'purchases' : 'events'
    expect(items.map((item) => item.slot)).toEqual(Array(name === 'Order Completed' ? 2 : 1).fill(slot))
  })

  test("weak point 2: the order's currency is that of its products", () => {
    const order = { currency: 'eur', products: [{ product_id: 'p', price: 1 }] }
    expect(itemOf(track('Order Completed', { properties: order })).body['currency']).toBe('EUR')
  })

  test("weak point 3: event time is the event's own", () => {
    const times = { timestamp: '2020-01-01T00:00:00.000Z', receivedAt: '2024-01-01T00:00:00.000Z' }
    expect(itemOf(track('Signed Up', times)).body['time']).toBe(times.timestamp)
    expect(itemOf(track('Order Completed', { ...times, properties: { revenue: 1 } })).body['time']).toBe(
      times.timestamp
    )
  })

  test('weak point 4: no trait is dropped for the name of a field, and none is overwritten by nothing', () => {
    const custom = { time: 'noon', products: ['p'], properties: { a: 1 }, batch_size: 1, enable_batching: false }
    const profile = { language: 'en', time_zone: 'Europe/Lisbon', email_subscribe: 'opted_in', dob: '1990-05-17' }
    const more = { country: 'PT', home_city: 'Porto', first_name: 'Ada' }
    expect(identify({ ...custom, ...profile, ...more })).toEqual({ external_id: 'u', ...custom, ...profile, ...more })
  })

  test.each([
    ['trackEvent', track('Signed Up'), 'events'],
    ['trackPurchase', track('Order Completed', { properties: { revenue: 1 } }), 'purchases'],
    ['updateUserProfile', { type: 'identify', userId: 'u', traits: {} } as const, 'attributes'],
    ['createAlias', { type: 'alias', userId: 'u', previousId: 'a' } as const, 'user_aliases'],
    ['identifyUser', { type: 'alias', userId: 'u', previousId: 'a' } as const, 'aliases_to_identify']
  ])('weak point 5: a single %s that a 201 refuses is no success', async (action, event, input_array) => {
    braze()
      .post(/.*/)
      .reply(201, { message: 'success', errors: [{ type: 'it is not valid', input_array, index: 0 }] })
    const sending = runtime().testAction(action, {
      event: event as never,
      settings: runtimeSettings,
      useDefaultMappings: true
    })
    await expect(sending).rejects.toMatchObject({ message: 'it is not valid', status: 400 })
  })

  test('weak point 6: an error that names one object is of that object alone', () => {
    const errors = [{ type: "'name' is not valid", input_array: 'events', index: 1 }]
    expect(judge(usersTrack, answer(400, { message: 'Valid data must be provided', errors }), sentItems(3))).toEqual({
      kind: 'each',
      outcomes: [
        { kind: 'retry', status: 400, reason: 'travelled with an item the vendor refused' },
        { kind: 'rejected', status: 400, reason: "'name' is not valid" },
        { kind: 'retry', status: 400, reason: 'travelled with an item the vendor refused' }
      ]
    })
  })

  test('weak point 7: a 502 with a body that cannot be read is tried again', async () => {
    const unreadable = judge(usersTrack, answer(502, '<html>Bad Gateway</html>'), sentItems(1))
    expect(unreadable.kind === 'each' && unreadable.outcomes[0]?.kind).toBe('retry')
    braze().post('/users/track').reply(502, '{"unfinished', { 'content-type': 'application/json' })
    const sending = runtime().testAction('trackEvent', {
      event: track('Signed Up') as never,
      settings: runtimeSettings,
      useDefaultMappings: true
    })
    await expect(sending).rejects.toMatchObject({ status: 502 })
  })

  test('weak point 8: a batch of which nothing is valid sends nothing', async () => {
    const door = braze().post('/users/track').reply(201, {})
    const results = await runtime().testBatchAction('trackEvent', {
      events: [track('Signed Up', { userId: null }), track('Signed Up', { userId: null })] as never,
      settings: runtimeSettings,
      useDefaultMappings: true
    })
    expect(results).toEqual([])
    expect(door.isDone()).toBe(false)
  })

  test.each([80, 500])('weak point 9: an order of %i products is as many requests as it takes', (count) => {
    const items = itemsOf(track('Order Completed', { properties: { products: products(count) } }))
    expect(items).toHaveLength(count)
    const requests = splitByLimits(items, ({ body }) => JSON.stringify(body).length, usersTrack.limits)
    expect(requests.map(({ length }) => length)).toEqual([
      ...Array<number>(Math.floor(count / 75)).fill(75),
      count % 75
    ])
  })

  test("weak point 9: 75 orders of 3 products are all delivered in Segment's runtime", async () => {
    const sizes: number[] = []
    braze()
      .post('/users/track')
      .times(3)
      .reply(201, (_path, body) => {
        sizes.push((body as { purchases: unknown[] }).purchases.length)
        return { message: 'success' }
      })
    const order = track('Order Completed', { properties: { products: products(3) } })
    const results = await runtime().executeBatch('trackPurchase', {
      events: Array(75).fill(order) as never,
      mapping: {
        external_id: { '@path': '$.userId' },
        name: { '@path': '$.event' },
        time: TIMESTAMP,
        properties: { '@path': '$.properties' }
      },
      settings: runtimeSettings
    })
    expect(results.filter(({ status }) => status === 201)).toHaveLength(75)
    expect(sizes).toEqual([75, 75, 75])
  })

  test('weak point 10: an avatar that is no URL costs the avatar only', () => {
    expect(identify({ avatar: 'not a uri', plan: 'pro' })).toEqual({ external_id: 'u', plan: 'pro' })
  })

  test('weak point 11: a purchase without a user ID is of whom the context names', () => {
    const context = { traits: { email: 'lin@example.com' } }
    const order = track('Order Completed', { userId: null, anonymousId: 'a', context, properties: { revenue: 1 } })
    expect(itemOf(order).body['email']).toBe('lin@example.com')
    const known = {
      type: 'identify',
      anonymousId: 'a',
      traits: { plan: 'pro' },
      integrations: { Braze: { braze_id: 'b' } }
    } as const
    expect(itemOf(known).body).toEqual({ braze_id: 'b', plan: 'pro' })
  })

  test('weak point 12: no time zone moves a birthday, and a country is a code', () => {
    expect(identify({ birthday: '1990-01-01T00:00:00+09:00' })['dob']).toBe('1990-01-01')
    expect(identify({ birthday: '1990-01-01T23:30:00-11:00' })['dob']).toBe('1990-01-01')
    expect(identify({ address: { country: 'United States' } })['country']).toBe('US')
  })

  test('weak point 14: users are created unless the settings say otherwise', () => {
    expect(identify({})).toEqual({ external_id: 'u' })
    const only = compileDestination(brazeAppboy, { settings: { ...examples.settings, updateExistingOnly: true } })
    if (!only.ok) throw new Error('The settings are wrong.')
    for (const event of [track('Signed Up'), { type: 'group', userId: 'u', groupId: 'g' } as const]) {
      const planned = onlyOne(only.plan.plan(event))
      if (planned.kind !== 'items') throw new Error(planned.reason)
      expect(planned.items[0]?.body.toJSON()).toHaveProperty('_update_existing_only', true)
    }
  })

  test('weak point 15: what Braze has taken is never sent again because of what it refused', () => {
    const errors = [{ type: "'price' is not valid", input_array: 'purchases', index: 0 }]
    const items = ['events', 'purchases', 'purchases'].map((slot) => ({ slot, route: undefined }))
    const verdict = judge(usersTrack, answer(201, { message: 'success', errors }), items)
    expect(verdict.kind === 'each' && verdict.outcomes.map(({ kind }) => kind)).toEqual([
      'delivered',
      'rejected',
      'delivered'
    ])
  })

  test('weak point 16: updates of one user keep their order inside a request', () => {
    const emails = ['first@example.com', 'second@example.com', 'third@example.com']
    const items = emails.flatMap((email) => itemsOf({ type: 'identify', userId: 'u', traits: { email } }))
    expect(buildRequest(usersTrack, examples.settings, items).json).toEqual({
      attributes: emails.map((email) => ({ external_id: 'u', email }))
    })
  })

  test('what it lacks: aliases travel 50 at a time within the shared rate', () => {
    for (const { limits } of [aliasesNew, usersIdentify]) {
      expect(limits).toMatchObject({ items: 50, rate: { requests: 6000, perSeconds: 60 } })
    }
  })

  test('what it lacks: group and alias', () => {
    expect(itemOf({ type: 'group', userId: 'u', groupId: 'g' }).body).toEqual({
      external_id: 'u',
      ab_segment_group_g: true
    })
    expect(itemOf({ type: 'alias', userId: 'u', previousId: 'a' }).body).toMatchObject({ alias_name: 'a' })
  })

  test('what it lacks: a test of the credentials', async () => {
    braze()
      .post('/users/track')
      .matchHeader('authorization', 'Bearer sandbox0-0000-4000-8000-00000000b5a2')
      .reply(201, {})
    await runtime().testAuthentication(runtimeSettings)
    braze().post('/users/track').reply(401, { message: 'Invalid API Key' })
    await expect(runtime().testAuthentication(runtimeSettings)).rejects.toThrow('401')
  })
})
