import { startSandbox, type JsonRecord, type JsonValue, type Sandbox } from '../../index'
import { createBrazeClient, type BrazeClient } from '../test-client'

let sandbox: Sandbox
let client: BrazeClient

beforeEach(async () => {
  sandbox = await startSandbox({ braze: { accounts: [{ apiKey: 'key', arrayElements: 3 }] } })
  client = createBrazeClient(sandbox.vendors.braze.url, 'key')
})

afterEach(() => sandbox.close())

const set = (...attributes: JsonRecord[]) => client.set(...attributes.map((each) => ({ external_id: '42', ...each })))
const user = () => sandbox.vendors.braze.state().users[0]
const custom = () => user()?.custom_attributes
const notes = () => sandbox.vendors.braze.state().unapplied

const group = (subscription_group_id: string, subscription_state: string) => ({
  subscription_group_id,
  subscription_state
})

const tokens = (...names: string[]) => names.map((token) => ({ app_id: 'a', token }))

test('fields of a profile and custom attributes are kept apart, each under its sorted name', async () => {
  await set({ plan: 'pro', first_name: 'Zoë', age: 7, email: 'a@example.com' })
  expect(user()).toMatchObject({ external_id: '42' })
  expect(JSON.stringify(user()?.attributes)).toBe('{"email":"a@example.com","first_name":"Zoë"}')
  expect(JSON.stringify(custom())).toBe('{"age":7,"plan":"pro"}')
})

test('what is not named stays, what is null goes', async () => {
  await set(
    { plan: 'pro', age: 7, first_name: 'Zoë', last_name: 'Doe' },
    { plan: null, first_name: null, nothing: null }
  )
  expect(custom()).toEqual({ age: 7 })
  expect(user()?.attributes).toEqual({ last_name: 'Doe' })
})

test('the controls of a request are no attributes', async () => {
  await set({
    _update_existing_only: false,
    _merge_objects: true,
    braze_id: 'b',
    user_alias: { alias_name: 'n', alias_label: 'l' }
  })
  expect(custom()).toEqual({})
  expect(user()).toMatchObject({ user_aliases: [], attributes: {} })
})

test.each<[string, JsonValue[], JsonValue | undefined]>([
  ['an increment of nothing', [{ inc: 2 }], 2],
  ['increments', [1, { inc: 2 }, { inc: -5 }], -2],
  ['an array without repeats, the later one kept', [['a', 'b', 'a']], ['b', 'a']],
  ['an addition', [['a', 'b'], { add: ['c'] }], ['a', 'b', 'c']],
  ['an addition of what is there, which moves it', [['a', 'b'], { add: ['a'] }], ['b', 'a']],
  ['an addition to nothing', [{ add: ['a'] }], ['a']],
  ['a removal', [['a', 'b'], { remove: ['a', 'x'] }], ['b']],
  ['both', [['a', 'b'], { add: ['c'], remove: ['b'] }], ['a', 'c']],
  ['an object in the place of another', [{ a: 1 }, { b: 2 }], { b: 2 }],
  [
    'a time in the last year that is kept',
    [{ at: { $time: '3000-12-31T23:59:59Z' } }],
    { at: { $time: '3000-12-31T23:59:59Z' } }
  ],
  ['an empty object', [{}], {}],
  ['objects', [[{ id: 1 }]], [{ id: 1 }]],
  ['objects added', [[{ id: 1 }], { $add: [{ id: 2 }] }], [{ id: 1 }, { id: 2 }]],
  ['objects added to nothing', [{ $add: [{ id: 2 }] }], [{ id: 2 }]],
  [
    'an object overwritten',
    [[{ id: 1, a: 1 }], { $update: [{ $identifier_key: 'id', $identifier_value: 1, $new_object: { b: 2 } }] }],
    [{ b: 2 }]
  ],
  [
    'every object that matches removed',
    [
      [
        { id: 1, type: 'dog' },
        { id: 2, type: 'cat' },
        { id: 3, type: 'dog' }
      ],
      { $remove: [{ $identifier_key: 'type', $identifier_value: 'dog' }] }
    ],
    [{ id: 2, type: 'cat' }]
  ]
])('%s', async (_name, values, result) => {
  await set(...values.map((value) => ({ it: value })))
  expect(custom()?.['it']).toEqual(result)
  expect(notes()).toEqual([])
})

test('objects are merged at every level when asked for', async () => {
  await set({ it: { a: { b: 1, c: 2 }, d: 3 } }, { _merge_objects: true, it: { a: { c: 4, e: 5 } } })
  expect(custom()?.['it']).toEqual({ a: { b: 1, c: 4, e: 5 }, d: 3 })
})

test('objects in an array are merged when asked for', async () => {
  const change = { $identifier_key: 'id', $identifier_value: 4, $new_object: { breed: 'goldfish' } }
  await set({ it: [{ id: 4, name: 'Larry' }, { id: 5 }] }, { _merge_objects: true, it: { $update: [change] } })
  expect(custom()?.['it']).toEqual([{ breed: 'goldfish', id: 4, name: 'Larry' }, { id: 5 }])
})

test.each<[string, JsonValue[], JsonValue | undefined, string]>([
  ['too many elements', [[1, 2, 3, 4]], [2, 3, 4], 'the array is truncated to 3 elements'],
  ['too many additions', [[1, 2], { add: [3, 4] }], [2, 3, 4], 'the array is truncated to 3 elements'],
  ['an increment of text', ['a', { inc: 1 }], 'a', 'only an integer can be incremented'],
  ['an addition to text', ['a', { add: ['b'] }], 'a', 'the attribute is no array'],
  ['an object added to text', ['a', { $add: [{}] }], 'a', 'the attribute is no array'],
  ['a nested null', [{ a: 1 }, { a: 2, b: { c: null } }], { a: 1 }, 'a nested value is null or no time'],
  ['a null among objects', [{ $add: [{ a: null }] }], undefined, 'a nested value is null or no time'],
  ['a nested time that is none', [{ at: { $time: 'today' } }], undefined, 'a nested value is null or no time'],
  [
    'a nested time beyond 3000',
    [{ at: { $time: '3001-01-01T00:00:00Z' } }],
    undefined,
    'a nested value is null or no time'
  ]
])('is answered with success and noted: %s', async (_name, values, result, reason) => {
  await set(...values.map((value) => ({ it: value })))
  expect(custom()?.['it']).toEqual(result)
  expect(notes()).toEqual([{ operation: 'attributes.it', subject: 'external_id:42', reason }])
})

test('additions that would make an array of objects too large leave it as it was', async () => {
  const big = { texts: Array.from({ length: 240 }, () => 'x'.repeat(250)) }
  await set({ it: [big] }, { it: { $add: [big] } })
  expect(custom()?.['it']).toEqual([big])
  expect(notes()).toMatchObject([{ operation: 'attributes.it', reason: 'the array would exceed 100000 bytes' }])
})

test('only valid time zones are set', async () => {
  await set({ time_zone: 'Europe/Vienna' }, { time_zone: 'Vienna' }, { time_zone: '+01:00' })
  expect(user()?.attributes).toEqual({ time_zone: 'Europe/Vienna' })
  expect(notes()).toEqual([{ operation: 'attributes.time_zone', subject: 'external_id:42', reason: 'not a time zone' }])
  await set({ time_zone: 'Eastern Time (US & Canada)' })
  expect(user()?.attributes).toEqual({ time_zone: 'Eastern Time (US & Canada)' })
  await set({ time_zone: null })
  expect(user()?.attributes).toEqual({})
})

test('bio is neither a field nor a custom attribute', async () => {
  await set({ bio: 'me' })
  expect(user()).toMatchObject({ attributes: {}, custom_attributes: {} })
  expect(notes()).toEqual([{ operation: 'attributes.bio', subject: 'external_id:42', reason: 'the field was removed' }])
})

test('subscription groups add up, push tokens replace each other', async () => {
  await set(
    {
      subscription_groups: [group('b', 'subscribed'), group('a', 'subscribed')],
      push_tokens: [{ app_id: 'a', token: '1' }]
    },
    { subscription_groups: [group('b', 'unsubscribed')], push_tokens: [{ app_id: 'a', token: '2', device_id: 'd' }] },
    { plan: 'pro' }
  )
  expect(user()).toMatchObject({
    subscription_groups: { a: 'subscribed', b: 'unsubscribed' },
    push_tokens: [{ app_id: 'a', token: '2', device_id: 'd' }]
  })
  await set({ push_tokens: null })
  expect(user()?.push_tokens).toEqual([])
})

test('an import makes a user of each token that is not there yet', async () => {
  await set({ push_tokens: tokens('known') })
  await client.track({ attributes: [{ push_token_import: true, push_tokens: tokens('known', 'new') }] })
  expect(
    sandbox.vendors.braze
      .state()
      .users.flatMap(({ push_tokens }) => push_tokens.map(({ token }) => token))
      .toSorted()
  ).toEqual(['known', 'new'])
  expect(sandbox.vendors.braze.state().users).toHaveLength(2)
  expect(notes()).toEqual([{ operation: 'push_token_import', subject: 'known', reason: 'already there' }])
})

test('attributes named after parts of every object are attributes', async () => {
  const attributes = JSON.parse('{"external_id":"__proto__","__proto__":{"a":1},"constructor":"b"}') as JsonRecord
  await client.set(attributes)
  expect(user()?.external_id).toBe('__proto__')
  expect(Object.keys(custom() ?? {})).toEqual(['__proto__', 'constructor'])
})
