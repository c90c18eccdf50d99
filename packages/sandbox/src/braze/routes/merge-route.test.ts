import { startSandbox, type Sandbox } from '../../index'
import { createBrazeClient, type BrazeClient } from '../test-client'

let sandbox: Sandbox
let client: BrazeClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createBrazeClient(sandbox.vendors.braze.url)
})

afterEach(() => sandbox.close())

const state = () => sandbox.vendors.braze.state()
const user = (external_id: string | null) => state().users.find((each) => each.external_id === external_id)
const alias = (alias_name: string, alias_label = 'l') => ({ alias_name, alias_label })
const many = (count: number) => Array.from({ length: count }, (_none, index) => index)
const aliasOnly = (name: string, more: object = {}) =>
  client.set({ user_alias: alias(name), _update_existing_only: false, ...more })
const event = (more: object) => ({ name: 'bought', time: '2025-01-31T12:00:00Z', ...more })

const merge = (identifier_to_merge: object, identifier_to_keep: object) =>
  client.users('merge', { merge_updates: [{ identifier_to_merge, identifier_to_keep }] })

describe('merge', () => {
  test('gives one user what the other has and they lack, and removes the other', async () => {
    await client.set(
      {
        external_id: '1',
        email: 'a@example.com',
        gender: 'F',
        plan: 'pro',
        age: 7,
        date_of_first_session: '2020-01-01T00:00:00Z',
        date_of_last_session: '2020-02-01T00:00:00Z'
      },
      {
        external_id: '2',
        gender: 'M',
        plan: 'free',
        date_of_first_session: '2021-01-01T00:00:00Z',
        date_of_last_session: '2021-02-01T00:00:00Z'
      }
    )
    const purchase = { product_id: 'hat', currency: 'EUR', price: 2, time: '2025-01-31T12:00:00Z' }
    await client.track({
      events: [
        event({ external_id: '1', time: '2025-01-01T00:00:00Z' }),
        event({ external_id: '2' }),
        event({ external_id: '1', name: 'sold' })
      ],
      purchases: [
        { ...purchase, external_id: '1' },
        { ...purchase, external_id: '2' }
      ]
    })
    const reply = await merge({ external_id: '1' }, { external_id: '2' })
    expect(reply).toMatchObject({ status: 202, body: { message: 'success' } })
    expect(state().users).toMatchObject([
      {
        external_id: '2',
        attributes: {
          email: 'a@example.com',
          gender: 'M',
          date_of_first_session: '2020-01-01T00:00:00Z',
          date_of_last_session: '2021-02-01T00:00:00Z'
        },
        custom_attributes: { plan: 'free', age: 7 },
        custom_events: [
          { name: 'bought', count: 2, first: '2025-01-01T00:00:00.000Z', last: '2025-01-31T12:00:00.000Z' },
          { name: 'sold', count: 1 }
        ],
        purchased_products: [{ name: 'hat', count: 2 }],
        revenue: { EUR: 4 }
      }
    ])
    expect(state().users[0]?.events).toHaveLength(3)
    expect(state().users[0]?.purchases).toHaveLength(2)
    await client.set({ email: 'a@example.com', hit: true })
    expect(user('2')?.custom_attributes).toMatchObject({ hit: true })
  })

  test('passes on ten fields of a profile and no others', async () => {
    const inherited = {
      first_name: 'Zoë',
      last_name: 'Doe',
      email: 'a@example.com',
      gender: 'F',
      dob: '1980-12-21',
      phone: '+15043277269',
      time_zone: 'Europe/Vienna',
      home_city: 'Vienna',
      country: 'AT',
      language: 'de'
    }
    const others = { image_url: 'https://example.com/a.png', email_subscribe: 'opted_in', twitter: { id: 1 } }
    await client.set({ external_id: '1', ...inherited, ...others }, { external_id: '2' })
    await merge({ external_id: '1' }, { external_id: '2' })
    expect(user('2')?.attributes).toEqual(inherited)
  })

  test('counts as an update of the user who is kept', async () => {
    const email = 'a@example.com'
    await client.set({ external_id: '1', email }, { external_id: '2', email }, { external_id: '3' })
    await merge({ external_id: '3' }, { external_id: '1' })
    await client.set({ email, hit: true })
    expect(user('1')?.custom_attributes).toEqual({ hit: true })
  })

  test.each([
    ['email', 'a@example.com'],
    ['phone', '+15043277269']
  ])('does nothing where several have the %s', async (kind, value) => {
    await client.set({ external_id: '1', [kind]: value }, { external_id: '2', [kind]: value }, { external_id: 'kept' })
    await merge({ [kind]: value, prioritization: ['identified'] }, { external_id: 'kept' })
    expect(state().users).toHaveLength(3)
  })

  test('does nothing where a user is unknown, the same or not the only one', async () => {
    await client.set({ external_id: '1', email: 'a@example.com' }, { external_id: '2', email: 'a@example.com' })
    await merge({ external_id: '1' }, { external_id: 'unknown' })
    await merge({ external_id: '1' }, { external_id: '1' })
    await merge({ email: 'a@example.com', prioritization: ['identified'] }, { external_id: '1' })
    expect(state().users).toHaveLength(2)
    expect(state().unapplied.map(({ subject, reason }) => `${subject}: ${reason}`)).toEqual([
      'external_id:1 <- email:a@example.com: no such user',
      'external_id:1 <- external_id:1: both are the same user',
      'external_id:unknown <- external_id:1: no such user'
    ])
  })

  test.each([
    ['most_recently_updated', '2'],
    ['least_recently_updated', '1']
  ])('chooses among several: %s', async (rule, merged) => {
    const email = 'a@example.com'
    await client.set({ external_id: '1', email }, { external_id: '2', email }, { external_id: 'kept' })
    await merge({ email, prioritization: ['identified', rule] }, { external_id: 'kept' })
    expect(user(merged)).toBeUndefined()
    expect(state().users).toHaveLength(2)
  })

  test('tells those without an external id apart', async () => {
    const email = 'a@example.com'
    await client.set({ external_id: '1', email }, { external_id: 'kept' })
    await aliasOnly('a', { email, plan: 'pro' })
    await merge({ email, prioritization: ['unidentified'] }, { external_id: 'kept' })
    expect(user('kept')?.custom_attributes).toEqual({ plan: 'pro' })
    expect(user('1')).toBeDefined()
  })

  const known = { external_id: '1' }
  const identifiers =
    "identifiers must be objects with an 'external_id' property that is a string, 'user_alias' property that is an " +
    "object, 'email' property that is a string, or 'phone' property that is a string"

  test.each<[string, object, string]>([
    ['no list', { merge_updates: {} }, "'merge_updates' must be an array of objects"],
    ['an empty list', { merge_updates: [] }, "'merge_updates' must be an array of objects"],
    [
      '51 merges',
      { merge_updates: many(51).map(() => ({ identifier_to_merge: known, identifier_to_keep: known })) },
      'a single request may not contain more than 50 merge updates'
    ],
    [
      'one end',
      { merge_updates: [{ identifier_to_merge: known }] },
      "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'"
    ],
    [
      'a third key',
      { merge_updates: [{ identifier_to_merge: known, identifier_to_keep: known, why: 1 }] },
      "'merge_updates' must only have 'identifier_to_merge' and 'identifier_to_keep'"
    ],
    [
      'a braze id',
      { merge_updates: [{ identifier_to_merge: { braze_id: 'b' }, identifier_to_keep: known }] },
      identifiers
    ],
    [
      'two identifiers',
      { merge_updates: [{ identifier_to_merge: { ...known, phone: '+1' }, identifier_to_keep: known }] },
      identifiers
    ],
    [
      'an unknown rule',
      {
        merge_updates: [{ identifier_to_merge: { email: 'a@b', prioritization: ['first'] }, identifier_to_keep: known }]
      },
      'merge_updates[0].identifier_to_merge.prioritization[0] must be one of identified, unidentified, most_recently_updated, least_recently_updated'
    ],
    [
      'rules that exclude each other',
      {
        merge_updates: [
          {
            identifier_to_merge: { email: 'a@b', prioritization: ['identified', 'unidentified'] },
            identifier_to_keep: known
          }
        ]
      },
      'merge_updates[0].identifier_to_merge.prioritization must not hold both identified and unidentified'
    ]
  ])('%s is refused', async (_name, body, message) => {
    expect(await client.users('merge', body)).toMatchObject({ status: 400, body: { message } })
  })
})
