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

const identify = (external_id: string, name: string, more: object = {}) =>
  client.users('identify', { aliases_to_identify: [{ external_id, user_alias: alias(name) }], ...more })

describe('identify', () => {
  test('gives a user the external id when nobody has it', async () => {
    await aliasOnly('a', { plan: 'pro' })
    expect((await identify('1', 'a')).body).toEqual({ message: 'success', aliases_processed: 1 })
    expect(state().users).toMatchObject([
      { external_id: '1', user_aliases: [alias('a')], custom_attributes: { plan: 'pro' } }
    ])
  })

  test('makes the user one with whoever has the external id', async () => {
    await client.set({ external_id: '1', first_name: 'Zoë', plan: 'pro' })
    await aliasOnly('a', { first_name: 'Jo', last_name: 'Doe', plan: 'free', age: 7, image_url: 'https://example.com' })
    await client.track({ events: [event({ user_alias: alias('a') }), event({ external_id: '1' })] })
    await identify('1', 'a')
    expect(state().users).toMatchObject([
      {
        external_id: '1',
        user_aliases: [alias('a')],
        attributes: { first_name: 'Zoë', last_name: 'Doe' },
        custom_attributes: { plan: 'pro', age: 7 },
        custom_events: [{ count: 2 }]
      }
    ])
    expect(user('1')?.attributes).not.toHaveProperty('image_url')
    expect(state().merges).toHaveLength(1)
  })

  test('leaves everything but alias and tokens behind when told not to merge', async () => {
    await client.set({ external_id: '1' })
    await aliasOnly('a', { plan: 'free', push_tokens: [{ app_id: 'a', token: 't' }] })
    await identify('1', 'a', { merge_behavior: 'none' })
    expect(state().users).toMatchObject([
      { external_id: '1', user_aliases: [alias('a')], custom_attributes: {}, push_tokens: [{ token: 't' }] }
    ])
    expect(state().merges).toEqual([])
  })

  test('does nothing for users who are unknown, identified or in the way of another alias', async () => {
    await client.set({ external_id: '1' }, { external_id: '2' })
    await client.users('alias/new', { user_aliases: [{ ...alias('one'), external_id: '1' }] })
    await aliasOnly('a')
    await identify('1', 'unknown')
    await identify('2', 'one')
    await identify('1', 'a')
    await identify('1', 'one')
    expect(state().unapplied.map(({ operation, subject, reason }) => `${operation} ${subject} ${reason}`)).toEqual([
      'identify user_alias:l:a the identified user has an alias with the same label',
      'identify user_alias:l:one already identified',
      'identify user_alias:l:unknown no such user'
    ])
    expect(state().users).toHaveLength(3)
  })

  test('finds users by email and phone with rules to choose by', async () => {
    const prioritization = ['unidentified', 'most_recently_updated']
    await client.set({ email: 'a@example.com', plan: 'pro' }, { phone: '+15043277269', plan: 'free' })
    await client.users('identify', {
      emails_to_identify: [{ external_id: '1', email: 'a@example.com', prioritization }],
      phone_numbers_to_identify: [{ external_id: '2', phone: '+15043277269', prioritization }]
    })
    expect(user('1')?.custom_attributes).toEqual({ plan: 'pro' })
    expect(user('2')?.custom_attributes).toEqual({ plan: 'free' })
  })

  test.each<[string, object, string]>([
    ['nothing', {}, 'one of aliases_to_identify, emails_to_identify, phone_numbers_to_identify is required'],
    ['no list', { aliases_to_identify: {} }, "'aliases_to_identify' must be an array of objects"],
    [
      'no external id',
      { aliases_to_identify: [{ user_alias: alias('a') }] },
      'aliases_to_identify[0].external_id is required'
    ],
    [
      'no rules',
      { emails_to_identify: [{ external_id: '1', email: 'a@example.com' }] },
      'emails_to_identify[0].prioritization is required'
    ],
    [
      '51 users',
      { aliases_to_identify: many(51).map(() => ({ external_id: '1', user_alias: alias('a') })) },
      'The max number of external_ids and aliases per request was exceeded'
    ],
    [
      'another behavior',
      { aliases_to_identify: [{ external_id: '1', user_alias: alias('a') }], merge_behavior: 'all' },
      "'merge_behavior' must be 'merge' or 'none'"
    ]
  ])('%s is refused', async (_name, body, message) => {
    expect(await client.users('identify', body)).toMatchObject({ status: 400, body: { message } })
  })
})
