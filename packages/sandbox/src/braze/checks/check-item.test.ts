import * as fc from 'fast-check'
import type { JsonRecord, JsonValue } from '../../json/json'
import { checkItem, inputArrays, type InputArray } from './check-item'

const user = { external_id: '42' }
const alias = { alias_name: 'n', alias_label: 'l' }
const event = { ...user, name: 'bought', time: '2025-01-31T12:00:00Z' }
const purchase = { ...user, product_id: 'hat', currency: 'EUR', price: 9.5, time: '2025-01-31T12:00:00Z' }

const issuesOf = (value: JsonValue, array: InputArray): string[] => {
  const checked = checkItem(value, array)
  return checked.kind === 'valid' ? [] : checked.issues.map(({ reason, field }) => `${reason} ${field}`.trim())
}

// Fills up to so many bytes with text of lengths that are allowed.
const ofBytes = (bytes: number): JsonRecord => {
  const texts = Array.from({ length: Math.ceil(bytes / 203) }, () => 'x'.repeat(200))
  const record = { texts, rest: '' }
  while (JSON.stringify(record).length > bytes) texts.pop()
  record.rest = 'x'.repeat(bytes - JSON.stringify(record).length)
  return record
}

describe('attributes', () => {
  test.each<[string, JsonValue]>([
    ['a user by external id', user],
    ['a user by alias', { user_alias: alias }],
    ['a user by braze id', { braze_id: 'b' }],
    ['a user by email', { email: 'a@example.com' }],
    ['a user by phone', { phone: '+15043277269' }],
    ['several identifiers', { ...user, user_alias: alias, braze_id: 'b', email: 'a@example.com', phone: 'none' }],
    ['a country', { ...user, country: 'DE' }],
    ['a language', { ...user, language: 'de' }],
    ['a birthday', { ...user, dob: '2024-02-29' }],
    ['every gender', { ...user, gender: 'P' }],
    ['a place', { ...user, current_location: { longitude: -180, latitude: 90 } }],
    ['a session', { ...user, date_of_first_session: '2025-01-31T12:00:00:000+0100' }],
    ['a time without a zone', { ...user, date_of_last_session: '2025-01-31T12:00:00' }],
    ['subscriptions', { ...user, email_subscribe: 'opted_in', push_subscribe: 'unsubscribed' }],
    ['tracking switches', { ...user, email_open_tracking_disabled: true, email_click_tracking_disabled: false }],
    ['facebook', { ...user, facebook: { id: '1', likes: ['tea'], num_friends: 3 } }],
    ['twitter', { ...user, twitter: { id: 1, screen_name: 'me', followers_count: 0 } }],
    ['an image', { ...user, image_url: 'https://example.com/a.png' }],
    ['text of 255 characters, counted as people do', { ...user, first_name: '😀'.repeat(255) }],
    ['removals', { ...user, dob: null, gender: null, email: null, plan: null }],
    ['push tokens', { ...user, push_tokens: [{ app_id: 'a', token: 't' }] }],
    [
      'subscription groups',
      { ...user, subscription_groups: [{ subscription_group_id: 'g', subscription_state: 'subscribed' }] }
    ],
    ['an import', { push_token_import: true, push_tokens: [{ app_id: 'a', token: 't', device_id: 'd' }] }],
    ['custom values', { ...user, a: 'b', c: 1.5, d: true, e: ['x', 1, false], f: [] }],
    ['an increment', { ...user, visits: { inc: -2 } }],
    ['a change to an array', { ...user, tags: { add: ['a'], remove: ['b'] } }],
    ['an object', { ...user, song: { name: 'Solea', plays: { count: 1 } } }],
    ['a time in an object', { ...user, song: { at: { $time: '2025-01-31T12:00:00Z' } } }],
    ['objects', { ...user, pets: [{ id: 1, names: ['a', 'b'] }] }],
    [
      'changes to objects',
      {
        ...user,
        pets: {
          $add: [{ id: 2 }],
          $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { a: 1 } }],
          $remove: [{ $identifier_key: 'id', $identifier_value: 3 }]
        }
      }
    ],
    ['an object of 100,000 bytes', { ...user, big: ofBytes(100_000) }],
    ['a name of 255 characters', { ...user, ['x'.repeat(255)]: 1 }]
  ])('%s', (_name, value) => {
    expect(issuesOf(value, 'attributes')).toEqual([])
  })

  test.each<[string, JsonValue, string[]]>([
    ['no object', 'text', ['invalid']],
    ['nobody', { plan: 'pro' }, ['required']],
    ['an external id that is a number', { external_id: 42 }, ['invalid external_id']],
    ['an external id that is empty', { external_id: '' }, ['required external_id']],
    ['an external id that is removed', { external_id: null }, ['invalid external_id']],
    ['an alias without a label', { user_alias: { alias_name: 'n' } }, ['required user_alias.alias_label']],
    [
      'an alias that is text',
      { user_alias: 'n' },
      ['invalid user_alias', 'required user_alias.alias_name', 'required user_alias.alias_label']
    ],
    ['a user by an email that is none', { email: 'none' }, ['invalid email', 'invalid email']],
    ['a user by a phone that is none', { phone: '5043277269' }, ['invalid phone']],
    ['an email that is none', { ...user, email: 'none' }, ['invalid email']],
    ['a country by name', { ...user, country: 'Germany' }, ['invalid country']],
    ['a country in lower case', { ...user, country: 'de' }, ['invalid country']],
    ['a country of three letters', { ...user, country: 'DEU' }, ['invalid country']],
    ['a language with a country', { ...user, language: 'de-AT' }, ['invalid language']],
    ['a birthday with a time', { ...user, dob: '1980-12-21T00:00:00Z' }, ['invalid dob']],
    ['a birthday no calendar has', { ...user, dob: '2023-02-29' }, ['invalid dob']],
    ['a gender in words', { ...user, gender: 'female' }, ['invalid gender']],
    ['a gender in lower case', { ...user, gender: 'f' }, ['invalid gender']],
    [
      'a place off the globe',
      { ...user, current_location: { longitude: 181, latitude: -91 } },
      ['invalid current_location.longitude', 'invalid current_location.latitude']
    ],
    ['a place that is text', { ...user, current_location: '1,2' }, ['invalid current_location']],
    ['a session in seconds', { ...user, date_of_first_session: 1738324800 }, ['invalid date_of_first_session']],
    ['a day as a time', { ...user, marked_email_as_spam_at: '2025-01-31' }, ['invalid marked_email_as_spam_at']],
    ['a subscription that is a boolean', { ...user, email_subscribe: true }, ['invalid email_subscribe']],
    [
      'a switch that is text',
      { ...user, email_open_tracking_disabled: 'true' },
      ['invalid email_open_tracking_disabled']
    ],
    ['a name that is a number', { ...user, last_name: 1 }, ['invalid last_name']],
    ['a name of 256 characters', { ...user, first_name: 'x'.repeat(256) }, ['too_large first_name']],
    ['an image that is no URL', { ...user, image_url: 'a.png' }, ['invalid image_url']],
    [
      'facebook with a number for text',
      { ...user, facebook: { id: 1, likes: 'tea', num_friends: 1.5 } },
      ['invalid facebook.id', 'invalid facebook.num_friends', 'invalid facebook.likes']
    ],
    [
      'twitter with text for a number',
      { ...user, twitter: { id: '1', screen_name: 2 } },
      ['invalid twitter.screen_name', 'invalid twitter.id']
    ],
    ['push tokens that are text', { ...user, push_tokens: 't' }, ['invalid push_tokens']],
    ['a push token without an app', { ...user, push_tokens: [{ token: 't' }] }, ['required push_tokens[0].app_id']],
    [
      'a subscription group without a state',
      { ...user, subscription_groups: [{ subscription_group_id: 'g' }] },
      ['required subscription_groups[0].subscription_state']
    ],
    ['subscription groups that are an object', { ...user, subscription_groups: {} }, ['invalid subscription_groups']],
    [
      'an import of somebody known',
      { ...user, push_token_import: true, push_tokens: [{ app_id: 'a', token: 't' }] },
      ['invalid external_id']
    ],
    ['an import of nothing', { push_token_import: true }, ['required push_tokens']],
    ['_update_existing_only as text', { ...user, _update_existing_only: 'true' }, ['invalid _update_existing_only']],
    ['_merge_objects as text', { ...user, _merge_objects: 'true' }, ['invalid _merge_objects']],
    ['custom text of 256 characters', { ...user, a: 'x'.repeat(256) }, ['too_large a']],
    ['a custom name of 256 characters', { ...user, ['x'.repeat(256)]: 1 }, [`too_large ${'x'.repeat(256)}`]],
    ['a custom value without a name', { ...user, '': 1 }, ['invalid']],
    ['a list of lists', { ...user, a: [[1]] }, ['invalid a[0]']],
    ['a list with null', { ...user, a: [null] }, ['invalid a[0]']],
    ['a list of objects and text', { ...user, a: [{ b: 1 }, 'c'] }, ['invalid a[0]']],
    ['list text of 256 characters', { ...user, a: ['x'.repeat(256)] }, ['too_large a[0]']],
    ['an increment by a fraction', { ...user, a: { inc: 1.5 } }, ['invalid a.inc']],
    ['an increment by text', { ...user, a: { inc: '1' } }, ['invalid a.inc']],
    ['an addition that is no list', { ...user, a: { add: 'b' } }, ['invalid a.add']],
    ['operators beside members', { ...user, a: { $add: [{ b: 1 }], c: 2 } }, ['invalid a']],
    ['an addition of text to objects', { ...user, a: { $add: ['b'] } }, ['invalid a.$add[0]']],
    ['additions to objects that are no list', { ...user, a: { $add: { b: 1 } } }, ['invalid a.$add']],
    [
      'an update of nothing in particular',
      { ...user, a: { $update: [{ $new_object: {} }] } },
      ['required a.$update[0].$identifier_value', 'required a.$update[0].$identifier_key']
    ],
    ['a nested name with a space', { ...user, a: { 'b c': 1 } }, ['invalid a.b c']],
    ['a nested name of 256 characters', { ...user, a: { ['x'.repeat(256)]: 1 } }, [`too_large a.${'x'.repeat(256)}`]],
    ['nested text of 256 characters', { ...user, a: { b: ['x'.repeat(256)] } }, ['too_large a.b[0]']],
    ['an object of 100,001 bytes', { ...user, a: ofBytes(100_001) }, ['too_large a']]
  ])('%s is refused', (_name, value, issues) => {
    expect(issuesOf(value, 'attributes')).toEqual(issues)
  })
})

describe('events', () => {
  test.each<[string, JsonValue]>([
    ['the least', event],
    ['an app', { ...event, app_id: '' }],
    ['another form of time', { ...event, time: '2025-01-31T12:00:00:123+0100' }],
    ['a zone with a colon', { ...event, time: '2025-01-31T12:00:00.123456+05:30' }],
    ['properties of every kind', { ...event, properties: { a: 1, b: 'c', d: true, e: ['x', { y: 1 }], f: { g: 1 } } }],
    [
      'properties that are reserved elsewhere only',
      { ...event, properties: { price: 1, currency: 'EUR', product_id: 'x', quantity: 200 } }
    ],
    ['a name of 255 characters', { ...event, name: 'x'.repeat(255) }],
    ['properties of 100,000 bytes', { ...event, properties: ofBytes(100_000) }],
    [
      'many flat properties',
      {
        ...event,
        properties: Object.fromEntries(Array.from({ length: 500 }, (_none, index) => [`a${index}`, 'x'.repeat(250)]))
      }
    ]
  ])('%s', (_name, value) => {
    expect(issuesOf(value, 'events')).toEqual([])
  })

  test.each<[string, JsonValue, string[]]>([
    ['nobody and nothing', {}, ['required', 'required name', 'required time']],
    ['a name of 256 characters', { ...event, name: 'x'.repeat(256) }, ['too_large name']],
    ['a name that is a number', { ...event, name: 1 }, ['invalid name']],
    ['a time in seconds', { ...event, time: 1738324800 }, ['invalid time']],
    ['a day', { ...event, time: '2025-01-31' }, ['invalid time']],
    ['a day no calendar has', { ...event, time: '2025-02-30T12:00:00Z' }, ['invalid time']],
    ['an hour no clock has', { ...event, time: '2025-01-31T25:00:00Z' }, ['invalid time']],
    ['a time as browsers print it', { ...event, time: 'Fri Jan 31 2025 12:00:00 GMT+0100' }, ['invalid time']],
    ['an app that is a number', { ...event, app_id: 1 }, ['invalid app_id']],
    ['properties that are a list', { ...event, properties: [] }, ['invalid properties']],
    ['properties of null', { ...event, properties: null }, ['invalid properties']],
    ['a property called time', { ...event, properties: { time: 1 } }, ['invalid properties.time']],
    ['a property called event_name', { ...event, properties: { event_name: 'x' } }, ['invalid properties.event_name']],
    ['a property without a name', { ...event, properties: { '': 1 } }, ['invalid properties.']],
    ['a property led by a dollar sign', { ...event, properties: { $a: 1 } }, ['invalid properties.$a']],
    ['a nested property led by a dollar sign', { ...event, properties: { a: { $b: 1 } } }, ['invalid properties.a.$b']],
    [
      'a property name of 256 characters',
      { ...event, properties: { ['x'.repeat(256)]: 1 } },
      [`too_large properties.${'x'.repeat(256)}`]
    ],
    ['property text of 256 characters', { ...event, properties: { a: 'x'.repeat(256) } }, ['too_large properties.a']],
    [
      'nested text of 256 characters',
      { ...event, properties: { a: [{ b: 'x'.repeat(256) }] } },
      ['too_large properties.a[0].b']
    ],
    ['a property of null', { ...event, properties: { a: null } }, ['invalid properties.a']],
    ['properties of 100,001 bytes', { ...event, properties: ofBytes(100_001) }, ['too_large properties']],
    ['_update_existing_only as a number', { ...event, _update_existing_only: 1 }, ['invalid _update_existing_only']]
  ])('%s is refused', (_name, value, issues) => {
    expect(issuesOf(value, 'events')).toEqual(issues)
  })
})

describe('purchases', () => {
  test.each<[string, JsonValue]>([
    ['the least', purchase],
    ['a price of nothing and one below', { ...purchase, price: -1 }],
    ['1', { ...purchase, quantity: 1 }],
    ['100', { ...purchase, quantity: 100 }],
    ['properties', { ...purchase, properties: { color: 'red' } }]
  ])('%s', (_name, value) => {
    expect(issuesOf(value, 'purchases')).toEqual([])
  })

  test.each<[string, JsonValue, string[]]>([
    ['nothing', user, ['required product_id', 'required currency', 'required price', 'required time']],
    ['a product of 256 characters', { ...purchase, product_id: 'x'.repeat(256) }, ['too_large product_id']],
    ['a product that is a number', { ...purchase, product_id: 1 }, ['invalid product_id']],
    ['a currency in lower case', { ...purchase, currency: 'eur' }, ['invalid currency']],
    ['a currency out of use', { ...purchase, currency: 'DEM' }, ['invalid currency']],
    ['a price as text', { ...purchase, price: '9.5' }, ['invalid price']],
    ['none of it', { ...purchase, quantity: 0 }, ['invalid quantity']],
    ['101 of it', { ...purchase, quantity: 101 }, ['invalid quantity']],
    ['half of it', { ...purchase, quantity: 0.5 }, ['invalid quantity']],
    ['two of it as text', { ...purchase, quantity: '2' }, ['invalid quantity']],
    ['a reserved property', { ...purchase, properties: { time: 'x' } }, ['invalid properties.time']],
    ['a time that is none', { ...purchase, time: 'now' }, ['invalid time']]
  ])('%s is refused', (_name, value, issues) => {
    expect(issuesOf(value, 'purchases')).toEqual(issues)
  })
})

test('whatever comes is judged and never throws', () => {
  const names = fc.constantFrom(
    'external_id',
    'user_alias',
    'name',
    'time',
    'properties',
    'push_tokens',
    '__proto__',
    'a'
  )
  const array = fc.constantFrom(...inputArrays)
  fc.assert(
    fc.property(fc.dictionary(names, fc.jsonValue({ maxDepth: 3 })), array, (value, into) => {
      const checked = checkItem(JSON.parse(JSON.stringify(value)) as JsonValue, into)
      return checked.kind === 'valid' || checked.issues.length > 0
    })
  )
})
