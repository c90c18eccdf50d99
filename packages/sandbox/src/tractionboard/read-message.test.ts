import * as fc from 'fast-check'
import type { JsonValue } from '../json/json'
import { readMessage } from './read-message'

const verdictOf = (value: JsonValue): string[] | string => {
  const read = readMessage(value)
  if (read.kind !== 'invalid') return read.kind
  return read.issues.map(({ reason, field }) => `${reason} ${field}`.trim())
}

const user = { userId: '42' }
const track = { type: 'track', ...user, event: 'bought' }

test.each<[string, JsonValue]>([
  ['identify', { type: 'identify', ...user, traits: { name: 'Zoë', first_time_shopper: true } }],
  ['track', { ...track, properties: { a: null } }],
  ['track of someone anonymous', { type: 'track', anonymousId: 'c', event: 'bought' }],
  ['page', { type: 'page', ...user }],
  ['screen', { type: 'screen', ...user, name: 'Home' }],
  ['group', { type: 'group', ...user, groupId: 'acme', traits: {} }],
  ['alias', { type: 'alias', previousId: 'a', ...user }],
  [
    'what Segment adds',
    {
      ...track,
      messageId: 'm',
      timestamp: '2015-02-23T22:28:55.387Z',
      sentAt: '2015-02-23T22:28:55.111Z',
      context: { ip: '8.8.8.8' },
      integrations: {},
      version: 2,
      _metadata: {}
    }
  ],
  ['null for what is not there', { ...track, anonymousId: null, properties: null, context: null, timestamp: null }],
  ['a payment', { ...track, event: 'Payment Made', properties: { revenue: 1.5, currency: 'EUR' } }],
  ['a payment of nothing in particular', { ...track, event: 'Payment Made' }],
  ['custom names much like special ones', { type: 'track', anonymousId: 'c', event: 'Cancel' }]
])('%s is valid', (_name, value) => {
  expect(verdictOf(value)).toBe('valid')
})

test.each(['delete', 'batch', 'Track', 'import'])('%s calls are not supported', (type) => {
  expect(verdictOf({ ...track, type })).toBe('unsupported')
})

test.each<[string, JsonValue, string[]]>([
  ['no object', [], ['invalid', 'required type']],
  ['no type', user, ['required type']],
  ['a type that is a number', { ...track, type: 1 }, ['invalid type']],
  ['a track without an event', { type: 'track', ...user }, ['required event']],
  ['an event that is a number', { ...track, event: 1 }, ['invalid event']],
  ['a track of nobody', { type: 'track', event: 'bought' }, ['required userId']],
  ['a page of nobody', { type: 'page', userId: null }, ['required userId']],
  ['a user id that is a number', { ...track, userId: 42 }, ['invalid userId', 'required userId']],
  ['an anonymous id that is empty', { ...track, anonymousId: '' }, ['required anonymousId']],
  ['a message id that is a number', { ...track, messageId: 1 }, ['invalid messageId']],
  ['a timestamp in seconds', { ...track, timestamp: 1424730535 }, ['invalid timestamp']],
  ['a timestamp that is none', { ...track, sentAt: 'now' }, ['invalid sentAt']],
  ['a context that is a list', { ...track, context: [] }, ['invalid context']],
  ['properties that are text', { ...track, properties: 'a' }, ['invalid properties']],
  ['traits that are a list', { type: 'identify', ...user, traits: [] }, ['invalid traits']],
  ['an identify without a user id', { type: 'identify', anonymousId: 'c' }, ['required userId']],
  ['a group without an id', { type: 'group', ...user }, ['required groupId']],
  ['an alias without a former id', { type: 'alias', ...user }, ['required previousId']],
  ['an alias without a user id', { type: 'alias', previousId: 'a' }, ['required userId']],
  ['a page whose name is a number', { type: 'page', ...user, name: 1 }, ['invalid name']],
  ['a payment without a user id', { type: 'track', anonymousId: 'c', event: 'Payment Made' }, ['required userId']],
  ['a cancel without a user id', { type: 'track', anonymousId: 'c', event: 'cancel' }, ['required userId']],
  ['a signup without a user id', { type: 'track', anonymousId: 'c', event: 'signup' }, ['required userId']],
  [
    'a revenue that is text',
    { ...track, event: 'Refund Received', properties: { revenue: '1.5' } },
    ['invalid properties.revenue']
  ],
  [
    'a currency that is a number',
    { ...track, event: 'Payment Made', properties: { revenue: 1, currency: 1 } },
    ['invalid properties.currency']
  ]
])('%s is malformed', (_name, value, issues) => {
  expect(verdictOf(value)).toEqual(issues)
})

test('whatever comes is judged and never throws', () => {
  const names = fc.constantFrom('type', 'userId', 'event', 'properties', 'traits', 'groupId', '__proto__')
  const values = fc.oneof(fc.constantFrom('track', 'page', 'alias', 'Payment Made'), fc.jsonValue({ maxDepth: 2 }))
  fc.assert(
    fc.property(fc.dictionary(names, values), (value) => {
      const read = readMessage(JSON.parse(JSON.stringify(value)) as JsonValue)
      return read.kind !== 'invalid' || read.issues.length > 0
    })
  )
})
