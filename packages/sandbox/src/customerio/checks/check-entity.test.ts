import * as fc from 'fast-check'
import { byteLength, type JsonRecord, type JsonValue } from '../../json/json'
import { checkEntity } from './check-entity'

const person = { type: 'person', identifiers: { id: '42' } }
const object = { type: 'object', identifiers: { object_type_id: '1', object_id: 'acme' } }
const identify = { ...person, action: 'identify' }
const event = { ...person, action: 'event', name: 'bought' }
const device = { token: 't', platform: 'ios' }
const ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

const issuesOf = (value: JsonValue): string[] => {
  const checked = checkEntity(value)
  return checked.kind === 'valid' ? [] : checked.issues.map(({ reason, field }) => `${reason} ${field}`)
}

const attributes = (count: number): JsonRecord =>
  Object.fromEntries(Array.from({ length: count }, (_none, index) => [`a${index}`, index]))

describe('is valid:', () => {
  test.each<[string, JsonValue]>([
    ['identify by id', identify],
    ['identify by email', { ...identify, identifiers: { email: 'a@example.com' } }],
    ['identify by phone', { ...identify, identifiers: { phone: '+14155552671' } }],
    ['identify by cio_id', { ...identify, identifiers: { cio_id: 'a3000001' } }],
    ['a dated identify', { ...identify, timestamp: 1772013598, attributes: { created_at: 1361205308 } }],
    [
      'attributes of every kind',
      { ...identify, attributes: { a: 'b', c: 1.5, d: true, e: null, f: [1], g: { h: 1 } } }
    ],
    ['an attribute that is removed', { ...identify, attributes: { created_at: '', email: null } }],
    [
      'preferences',
      { ...identify, attributes: { cio_subscription_preferences: { topics: { topic_1: true, topic_2: '' } } } }
    ],
    ['one preference', { ...identify, attributes: { 'cio_subscription_preferences.topics.topic_7': false } }],
    ['a phone number that is an attribute', { ...identify, attributes: { phone: '555-1234' } }],
    ['300 attributes', { ...identify, attributes: attributes(300) }],
    ['an id of 150 bytes', { ...identify, identifiers: { id: 'é'.repeat(75) } }],
    ['a name of 150 bytes', { ...identify, attributes: { ['é'.repeat(75)]: 1 } }],
    ['a value of 1000 bytes', { ...identify, attributes: { a: 'é'.repeat(500) } }],
    ['relationships of a person', { ...identify, cio_relationships: [{ identifiers: { cio_object_id: 'ob1' } }] }],
    ['an event', event],
    ['an event with everything', { ...event, id: ulid, timestamp: 1361205308, attributes: { a: { b: [] } } }],
    ['an event with a ULID in lower case', { ...event, id: ulid.toLowerCase() }],
    ['an anonymous event', { ...event, identifiers: { anonymous_id: 'cookie' } }],
    ['a page', { ...event, action: 'page', name: '/pricing' }],
    ['a screen', { ...event, action: 'screen' }],
    ['a name of 100 bytes within spaces', { ...event, name: ` ${'é'.repeat(50)} ` }],
    ['a device', { ...person, action: 'add_device', device }],
    [
      'a device with everything',
      {
        ...person,
        action: 'add_device',
        device: { ...device, platform: 'android', last_used: 1, attributes: { push_enabled: 'true', x: 'y' } }
      }
    ],
    ['a device to delete', { ...person, action: 'delete_device', device: { token: 't' } }],
    ['delete', { ...person, action: 'delete' }],
    ['suppress', { ...person, action: 'suppress' }],
    ['unsuppress', { ...person, action: 'unsuppress' }],
    ['merge', { type: 'person', action: 'merge', primary: { id: '1' }, secondary: { email: 'a@example.com' } }],
    [
      'a relationship to add',
      {
        ...person,
        action: 'add_relationships',
        cio_relationships: [{ identifiers: object.identifiers, relationship_attributes: { role: 'admin' } }]
      }
    ],
    [
      'a relationship to delete',
      { ...person, action: 'delete_relationships', cio_relationships: [{ identifiers: object.identifiers }] }
    ],
    [
      'an object',
      {
        ...object,
        action: 'identify',
        attributes: { name: 'Acme' },
        cio_relationships: [{ identifiers: { id: '42' } }]
      }
    ],
    [
      'an object of someone unknown',
      { ...object, action: 'identify_anonymous', cio_relationships: [{ identifiers: { anonymous_id: 'c' } }] }
    ],
    ['an object of someone unknown at the root', { ...object, action: 'identify_anonymous', anonymous_id: 'c' }],
    ['an object by cio_object_id', { ...object, identifiers: { cio_object_id: 'ob1' }, action: 'identify' }],
    ['an object to delete', { ...object, action: 'delete' }],
    [
      'people to add',
      { ...object, action: 'add_relationships', cio_relationships: [{ identifiers: { cio_id: 'a3' } }] }
    ],
    ['people to delete', { ...object, action: 'delete_relationships', cio_relationships: [] }],
    [
      'a delivery',
      { type: 'delivery', action: 'event', identifiers: { id: 'd' }, name: 'opened', attributes: { device_token: 't' } }
    ]
  ])('%s', (_name, value) => {
    expect(issuesOf(value)).toEqual([])
  })
})

test('every issue says where it is and what is expected there', () => {
  expect(checkEntity({ ...identify, attributes: { created_at: 'x' } })).toEqual({
    kind: 'invalid',
    issues: [
      {
        reason: 'invalid',
        field: 'attributes.created_at',
        message: 'attributes.created_at must be a Unix timestamp: an integer number of seconds'
      }
    ]
  })
})

test('event data is limited in bytes', () => {
  const data = { a: 'x'.repeat(100_000 - '{"a":""}'.length) }
  expect(byteLength(data)).toBe(100_000)
  expect(issuesOf({ ...event, attributes: data })).toEqual([])
  expect(issuesOf({ ...event, attributes: { ...data, b: 1 } })).toEqual(['too_large attributes'])
})

test('whatever comes is judged and never throws', () => {
  const words = fc.constantFrom<string>(
    'type',
    'action',
    'identifiers',
    'attributes',
    'device',
    'name',
    '__proto__',
    'primary'
  )
  const values = fc.oneof(
    fc.constantFrom<JsonValue>(
      'person',
      'object',
      'delivery',
      'identify',
      'event',
      'merge',
      'add_device',
      null,
      '',
      1e300
    ),
    fc.constantFrom<JsonValue>({ id: '1' }, { object_type_id: '1', object_id: 'a' }, [[]], { id: [] })
  )
  fc.assert(
    fc.property(fc.dictionary(words, values), (value) => {
      const checked = checkEntity(value)
      return checked.kind === 'valid' || checked.issues.length > 0
    })
  )
})
