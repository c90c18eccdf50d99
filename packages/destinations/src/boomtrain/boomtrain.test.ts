import { authenticationHeaders, authenticationRequest, compileDestination } from '@waybill/kit'
import type { Planned, SegmentEvent } from '@waybill/kit'
import { describeDestination } from '@waybill/kit/testing'
import { startSandboxOf } from '../../test/sandbox-under-test'
import { boomtrain } from '.'
import { events, people } from './endpoints'
import { examples } from './examples'

describeDestination(boomtrain, examples, { startSandbox: () => startSandboxOf('boomtrain') })

function plan(event: SegmentEvent): Planned | undefined {
  const compiled = compileDestination(boomtrain, { settings: examples.settings })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.plan.plan(event)[0]
}

test('what is left out is noted', () => {
  expect(plan({ type: 'identify', userId: 'u-1', traits: { email: 'none', createdAt: 'last year' } })).toMatchObject({
    kind: 'items',
    notes: [
      'The Email was left out: it is not an e-mail address.',
      'Created At was left out: it is not a date, a time or a unix timestamp.'
    ]
  })
  expect(plan({ type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: '9000000000000000' })).toMatchObject({
    kind: 'items',
    notes: ['Timestamp was left out: it is not a date, a time or a unix timestamp.']
  })
})

test('a value that Boomtrain would refuse does not cost the person or the event', () => {
  const traits = { '': 1, score: Number.POSITIVE_INFINITY, signed_up_at: 'last year', plan: 'pro' }
  const person = plan({ type: 'identify', userId: 'u-1', traits })
  expect(person?.kind === 'items' && [person.items[0]?.body.text, ...person.notes]).toEqual([
    '{"attributes":{"plan":"pro"}}',
    ...['', 'score', 'signed_up_at'].map(
      (name) => `The attribute "${name}" was left out: Boomtrain could not read its name or its value.`
    )
  ])
  const event = plan({ type: 'track', userId: 'u-1', event: 'Signed Up', context: { traits: { email: 'none' } } })
  expect(event?.kind === 'items' && [JSON.parse(event.items[0]?.body.text ?? ''), ...event.notes]).toEqual([
    { site_id: examples.settings.apiKey, user_id: 'u-1', event_type: 'Signed Up' },
    'The Email was left out: it is not an e-mail address.'
  ])
  expect(plan({ type: 'track', event: 'Signed Up', properties: { email: 'none' } })).toMatchObject({ kind: 'skipped' })
})

test.each([
  ['', ''],
  [null, ''],
  ['2026-03-04T05:06:07+01:00', '2026-03-04T05:06:07+01:00'],
  ['2026-03-04', '2026-03-04T00:00:00.000Z'],
  [1772600767, '2026-03-04T05:06:07.000Z']
])('signed_up_at is a time in ISO 8601, or cleared: %p is %p', (signed_up_at, expected) => {
  const person = plan({ type: 'identify', userId: 'u-1', traits: { signed_up_at } })
  const body = JSON.stringify({ attributes: { signed_up_at: expected } })
  expect(person?.kind === 'items' && person.items[0]?.body.text).toBe(body)
})

test('a name that Boomtrain reads as an identifier does not name another person', () => {
  const traits = { 'User ID': 'u-2', user_id: 'u-3', plan: 'pro' }
  const person = plan({ type: 'identify', userId: 'u-1', traits })
  expect(person?.kind === 'items' && person.items[0]?.body.text).toBe('{"attributes":{"plan":"pro"}}')
})

test('one person or one event travels in one request', () => {
  expect([people.limits, events.limits]).toEqual([{ items: 1 }, { items: 1 }])
})

test('the token authorises, and asking for the latest event shows whether it does', () => {
  expect(authenticationHeaders(boomtrain, examples.settings)).toEqual({
    authorization: 'Bearer sandbox0boomtrain0token'
  })
  expect(authenticationRequest(boomtrain, { ...examples.settings, apiKey: 'a/b' })).toEqual({
    method: 'GET',
    url: 'https://events.api.boomtrain.com/events/recent/a%2Fb?count=1'
  })
})

test.each([
  'http://people.api.boomtrain.com/v1',
  'https://people.api.boomtrain.com/v1/',
  'people.api.boomtrain.com',
  'https://exa%mple',
  'https://example.com:99999'
])('%s is refused as an endpoint', (peopleEndpoint) => {
  const compiled = compileDestination(boomtrain, { settings: { ...examples.settings, peopleEndpoint } })
  expect(compiled.ok ? [] : compiled.problems.map(({ place }) => place)).toEqual(['settings.peopleEndpoint'])
})

test('the token is the only secret', () => {
  expect(Object.entries(boomtrain.settings).flatMap(([key, { type }]) => (type === 'password' ? [key] : []))).toEqual([
    'accessToken'
  ])
})
