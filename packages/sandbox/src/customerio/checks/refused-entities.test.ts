import type { JsonRecord, JsonValue } from '../../json/json'
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

describe('is invalid:', () => {
  test.each<[string, JsonValue, string[]]>([
    ['no object', [], ['invalid ']],
    ['null', null, ['invalid ']],
    ['nothing', {}, ['required type']],
    ['another type', { type: 'company' }, ['invalid type']],
    ['no action', person, ['required action']],
    ['an action of another type', { ...object, action: 'suppress' }, ['invalid action']],
    ['an action nobody documented', { ...event, action: 'viewed_content' }, ['invalid action']],
    ['no identifiers', { type: 'person', action: 'identify' }, ['required identifiers']],
    ['identifiers that are none', { ...identify, identifiers: '42' }, ['invalid identifiers']],
    ['empty identifiers', { ...identify, identifiers: {} }, ['required identifiers']],
    ['two identifiers', { ...identify, identifiers: { id: '42', email: 'a@example.com' } }, ['invalid identifiers']],
    ['an identifier that is none', { ...identify, identifiers: { user_id: '42' } }, ['invalid identifiers']],
    ['an anonymous person to identify', { ...identify, identifiers: { anonymous_id: 'c' } }, ['invalid identifiers']],
    ['an empty id', { ...identify, identifiers: { id: '' } }, ['required identifiers.id']],
    ['an id of null', { ...identify, identifiers: { id: null } }, ['invalid identifiers.id']],
    ['an id that is a number', { ...identify, identifiers: { id: 42 } }, ['invalid identifiers.id']],
    ['an id of 151 bytes', { ...identify, identifiers: { id: 'x' + 'é'.repeat(75) } }, ['too_large identifiers.id']],
    ['an address without @', { ...identify, identifiers: { email: 'example.com' } }, ['invalid identifiers.email']],
    ['a phone number without +', { ...identify, identifiers: { phone: '4155552671' } }, ['invalid identifiers.phone']],
    [
      'a phone number of 16 digits',
      { ...identify, identifiers: { phone: '+1234567890123456' } },
      ['invalid identifiers.phone']
    ],
    ['attributes that are a list', { ...identify, attributes: [] }, ['invalid attributes']],
    ['attributes of null', { ...identify, attributes: null }, ['invalid attributes']],
    ['301 attributes', { ...identify, attributes: attributes(301) }, ['too_large attributes']],
    [
      'a name of 151 bytes',
      { ...identify, attributes: { ['x' + 'é'.repeat(75)]: 1 } },
      [`too_large attributes.x${'é'.repeat(75)}`]
    ],
    ['a value of 1001 bytes', { ...identify, attributes: { a: 'x' + 'é'.repeat(500) } }, ['too_large attributes.a']],
    ['a list of 1001 bytes', { ...identify, attributes: { a: ['x'.repeat(997)] } }, ['too_large attributes.a']],
    [
      'created_at as text',
      { ...identify, attributes: { created_at: '1361205308' } },
      ['invalid attributes.created_at']
    ],
    [
      'created_at in milliseconds',
      { ...identify, attributes: { created_at: 1361205308000 } },
      ['invalid attributes.created_at']
    ],
    [
      'created_at with a fraction',
      { ...identify, attributes: { created_at: 1361205308.5 } },
      ['invalid attributes.created_at']
    ],
    ['a timestamp as text', { ...identify, timestamp: '2020-01-01' }, ['invalid timestamp']],
    ['an attribute id that is a number', { ...identify, attributes: { id: 1 } }, ['invalid attributes.id']],
    ['an attribute email that is none', { ...identify, attributes: { email: 'none' } }, ['invalid attributes.email']],
    ['_update as text', { ...identify, attributes: { _update: 'true' } }, ['invalid attributes._update']],
    ['a reserved name', { ...identify, attributes: { _relationship: 1 } }, ['invalid attributes._relationship']],
    [
      'preferences that are a list',
      { ...identify, attributes: { cio_subscription_preferences: [] } },
      ['invalid attributes.cio_subscription_preferences']
    ],
    [
      'topics that are a list',
      { ...identify, attributes: { cio_subscription_preferences: { topics: [] } } },
      ['invalid attributes.cio_subscription_preferences.topics']
    ],
    [
      'a topic that is no boolean',
      { ...identify, attributes: { cio_subscription_preferences: { topics: { topic_1: 'yes' } } } },
      ['invalid attributes.cio_subscription_preferences.topics.topic_1']
    ],
    [
      'a topic with a name of its own',
      { ...identify, attributes: { 'cio_subscription_preferences.topics.news': true } },
      ['invalid attributes.cio_subscription_preferences.topics.news']
    ],
    ['relationships that are no list', { ...identify, cio_relationships: {} }, ['invalid cio_relationships']],
    [
      'a relationship without an object',
      { ...identify, cio_relationships: [{}] },
      ['required cio_relationships[0].identifiers']
    ],
    ['no name', { ...person, action: 'event' }, ['required name']],
    ['a name of spaces', { ...event, name: '  ' }, ['required name']],
    ['a name that is a number', { ...event, name: 1 }, ['invalid name']],
    ['a name of 101 bytes', { ...event, name: 'x' + 'é'.repeat(50) }, ['too_large name']],
    ['an event id that is a UUID', { ...event, id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' }, ['invalid id']],
    ['a ULID beyond its range', { ...event, id: '8' + ulid.slice(1) }, ['invalid id']],
    ['a ULID with a letter it avoids', { ...event, id: ulid.slice(0, -1) + 'U' }, ['invalid id']],
    ['event attributes that are text', { ...event, attributes: 'a' }, ['invalid attributes']],
    ['an event of nobody', { ...event, identifiers: {} }, ['required identifiers']],
    [
      'no device',
      { ...person, action: 'add_device' },
      ['required device', 'required device.token', 'required device.platform']
    ],
    [
      'a device with an id',
      { ...person, action: 'add_device', device: { id: 't', platform: 'ios' } },
      ['required device.token']
    ],
    [
      'a platform in another case',
      { ...person, action: 'add_device', device: { ...device, platform: 'iOS' } },
      ['invalid device.platform']
    ],
    [
      'last_used as text',
      { ...person, action: 'add_device', device: { ...device, last_used: '1' } },
      ['invalid device.last_used']
    ],
    [
      'a device attribute that is a number',
      { ...person, action: 'add_device', device: { ...device, attributes: { a: 1 } } },
      ['invalid device.attributes.a']
    ],
    [
      'push_enabled that is neither',
      { ...person, action: 'add_device', device: { ...device, attributes: { push_enabled: 'yes' } } },
      ['invalid device.attributes.push_enabled']
    ],
    ['no device to delete', { ...person, action: 'delete_device' }, ['required device', 'required device.token']],
    ['a merge of one', { type: 'person', action: 'merge', primary: { id: '1' } }, ['required secondary']],
    [
      'a merge by two identifiers',
      { type: 'person', action: 'merge', primary: { id: '1', email: 'a@example.com' }, secondary: { id: '2' } },
      ['invalid primary']
    ],
    [
      'a merge by phone',
      { type: 'person', action: 'merge', primary: { id: '1' }, secondary: { phone: '+1' } },
      ['invalid secondary']
    ],
    ['no relationships to add', { ...person, action: 'add_relationships' }, ['required cio_relationships']],
    [
      'an object without a type',
      { type: 'object', action: 'identify', identifiers: { object_id: 'acme' } },
      ['invalid identifiers']
    ],
    ['an object without identifiers', { type: 'object', action: 'delete' }, ['required identifiers']],
    [
      'an object with both ids',
      { type: 'object', action: 'identify', identifiers: { ...object.identifiers, cio_object_id: 'ob1' } },
      ['invalid identifiers']
    ],
    [
      'an object type that is a number',
      { type: 'object', action: 'identify', identifiers: { object_type_id: 1, object_id: 'acme' } },
      ['invalid identifiers.object_type_id']
    ],
    [
      'an object type that is a word',
      { type: 'object', action: 'identify', identifiers: { object_type_id: 'company', object_id: 'acme' } },
      ['invalid identifiers.object_type_id']
    ],
    [
      'an object type below one',
      { type: 'object', action: 'identify', identifiers: { object_type_id: '0', object_id: 'acme' } },
      ['invalid identifiers.object_type_id']
    ],
    [
      'an object id of 151 bytes',
      { type: 'object', action: 'delete', identifiers: { object_type_id: '1', object_id: 'x'.repeat(151) } },
      ['too_large identifiers.object_id']
    ],
    [
      'an object with a reserved attribute',
      { ...object, action: 'identify', attributes: { relationship: 1 } },
      ['invalid attributes.relationship']
    ],
    [
      'an object created as text',
      { ...object, action: 'identify', attributes: { created_at: 'today' } },
      ['invalid attributes.created_at']
    ],
    [
      'an identified person who is anonymous',
      { ...object, action: 'identify', cio_relationships: [{ identifiers: { anonymous_id: 'c' } }] },
      ['invalid cio_relationships[0].identifiers']
    ],
    [
      'an anonymous person who is identified',
      { ...object, action: 'identify_anonymous', cio_relationships: [{ identifiers: { id: '42' } }] },
      ['invalid cio_relationships[0].identifiers']
    ],
    [
      'a relationship attribute of 1001 bytes',
      {
        ...object,
        action: 'identify',
        cio_relationships: [{ identifiers: { id: '1' }, relationship_attributes: { a: 'x'.repeat(1001) } }]
      },
      ['too_large cio_relationships[0].relationship_attributes.a']
    ],
    [
      'a delivery that was clicked',
      {
        type: 'delivery',
        action: 'event',
        identifiers: { id: 'd' },
        name: 'clicked',
        attributes: { device_token: 't' }
      },
      ['invalid name']
    ],
    [
      'a delivery without a device',
      { type: 'delivery', action: 'event', identifiers: { id: 'd' }, name: 'opened', attributes: {} },
      ['required attributes.device_token']
    ],
    [
      'a delivery to identify',
      {
        type: 'delivery',
        action: 'identify',
        identifiers: { id: 'd' },
        name: 'opened',
        attributes: { device_token: 't' }
      },
      ['invalid action']
    ]
  ])('%s', (_name, value, issues) => {
    expect(issuesOf(value)).toEqual(issues)
  })
})
