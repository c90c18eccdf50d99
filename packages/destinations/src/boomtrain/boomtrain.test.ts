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

test.each(['http://people.api.boomtrain.com/v1', 'https://people.api.boomtrain.com/v1/', 'people.api.boomtrain.com'])(
  '%s is refused as an endpoint',
  (peopleEndpoint) => {
    const compiled = compileDestination(boomtrain, { settings: { ...examples.settings, peopleEndpoint } })
    expect(compiled.ok ? [] : compiled.problems.map(({ place }) => place)).toEqual(['settings.peopleEndpoint'])
  }
)

test('the token is the only secret', () => {
  expect(Object.entries(boomtrain.settings).flatMap(([key, { type }]) => (type === 'password' ? [key] : []))).toEqual([
    'accessToken'
  ])
})
