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
const alias = { alias_name: 'n', alias_label: 'l' }
const time = '2025-01-31T12:00:00Z'
const event = (more: object) => ({ name: 'bought', time, ...more })
const purchase = (more: object) => ({ product_id: 'hat', currency: 'EUR', price: 2.5, time, ...more })

test('users come into being by external id, email or phone, and are the same afterwards', async () => {
  for (const identifier of [{ external_id: '42' }, { email: 'a@example.com' }, { phone: '+15043277269' }]) {
    await client.set({ ...identifier, visits: { inc: 1 } }, { ...identifier, visits: { inc: 1 } })
  }
  expect(state().users.map(({ custom_attributes }) => custom_attributes)).toEqual([
    { visits: 2 },
    { visits: 2 },
    { visits: 2 }
  ])
  expect(state().users.map(({ attributes }) => attributes)).toEqual(
    expect.arrayContaining([{}, { email: 'a@example.com' }, { phone: '+15043277269' }])
  )
})

test('nobody comes into being by braze id, and by alias only when asked for', async () => {
  await client.set({ braze_id: 'b' }, { user_alias: alias })
  await client.track({ events: [event({ user_alias: alias })] })
  expect(state().users).toEqual([])
  expect(state().unapplied).toEqual([
    { operation: 'attributes', subject: 'braze_id:b', reason: 'no such user' },
    { operation: 'attributes', subject: 'user_alias:l:n', reason: 'no such user' },
    { operation: 'event', subject: 'user_alias:l:n', reason: 'no such user' }
  ])
  await client.set({ user_alias: alias, _update_existing_only: false }, { user_alias: alias, plan: 'pro' })
  expect(state().users).toMatchObject([{ user_aliases: [alias], custom_attributes: { plan: 'pro' } }])
})

test('an update of existing users adds nobody', async () => {
  const only = { external_id: '42', _update_existing_only: true }
  await client.track({ attributes: [only], events: [event(only)], purchases: [purchase(only)] })
  expect(state().users).toEqual([])
  expect(state().unapplied.map(({ operation }) => operation)).toEqual(['attributes', 'event', 'purchase'])
  await client.set({ external_id: '42' }, { ...only, plan: 'pro' })
  expect(user('42')?.custom_attributes).toEqual({ plan: 'pro' })
})

test('a user can be named by the id Braze gave them', async () => {
  await client.set({ external_id: '42' })
  await client.set({ braze_id: user('42')?.braze_id, plan: 'pro' })
  expect(state().users).toHaveLength(1)
  expect(user('42')?.custom_attributes).toEqual({ plan: 'pro' })
})

test('of several identifiers the external id counts, then the alias, then the braze id, then email, then phone', async () => {
  await client.set(
    { external_id: '1' },
    { user_alias: alias, _update_existing_only: false },
    { email: 'a@example.com' }
  )
  const braze_id = user('1')?.braze_id
  const phone = '+15043277269'
  await client.set({ external_id: '1', user_alias: alias, email: 'b@example.com', by: 'external_id' })
  await client.set({ user_alias: alias, braze_id, by: 'alias' })
  await client.set({ email: 'a@example.com', phone, by: 'email' })
  expect(user('1')).toMatchObject({ attributes: { email: 'b@example.com' }, custom_attributes: { by: 'external_id' } })
  const others = state().users.filter(({ external_id }) => external_id === null)
  expect(others.map(({ custom_attributes }) => custom_attributes['by'])).toEqual(
    expect.arrayContaining(['alias', 'email'])
  )
  expect(others).toHaveLength(2)
  await client.set({ braze_id, email: 'a@example.com', by: 'braze_id' })
  expect(user('1')).toMatchObject({ attributes: { email: 'a@example.com' }, custom_attributes: { by: 'braze_id' } })
})

test('of several users with an email those with an external id go first, then the most recently updated', async () => {
  const email = 'A@example.com'
  await client.set({ external_id: '1', email }, { external_id: '2', email: 'a@example.com' })
  await client.set({ user_alias: alias, email, _update_existing_only: false })
  await client.set({ email: 'a@EXAMPLE.com', hit: 1 })
  expect(user('2')?.custom_attributes).toEqual({ hit: 1 })
  await client.set({ external_id: '1' })
  await client.set({ email, hit: 2 })
  expect(user('1')?.custom_attributes).toEqual({ hit: 2 })
})

test('an email that was changed or removed finds nobody any more', async () => {
  await client.set({ external_id: '1', email: 'a@example.com' }, { external_id: '1', email: null })
  await client.set({ email: 'a@example.com', plan: 'pro' })
  expect(user('1')?.custom_attributes).toEqual({})
  expect(state().users).toHaveLength(2)
})

test('events are kept one by one and summed up, duplicates included', async () => {
  const first = event({
    external_id: '42',
    time: '2025-01-31T12:00:00+01:00',
    app_id: 'app',
    properties: { b: 1, a: 2 }
  })
  await client.track({ events: [first, event({ external_id: '42' }), first] })
  expect(user('42')?.events).toEqual([
    { name: 'bought', time: '2025-01-31T12:00:00+01:00', app_id: 'app', properties: { a: 2, b: 1 } },
    { name: 'bought', time, app_id: null, properties: {} },
    { name: 'bought', time: '2025-01-31T12:00:00+01:00', app_id: 'app', properties: { a: 2, b: 1 } }
  ])
  expect(user('42')?.custom_events).toEqual([
    { name: 'bought', count: 3, first: '2025-01-31T11:00:00.000Z', last: '2025-01-31T12:00:00.000Z' }
  ])
})

test('a quantity counts as so many purchases', async () => {
  const later = '2025-02-01T00:00:00Z'
  await client.track({
    purchases: [
      purchase({ external_id: '42', quantity: 3 }),
      purchase({ external_id: '42', time: later }),
      purchase({ external_id: '42', currency: 'USD', product_id: 'cap' })
    ]
  })
  expect(user('42')).toMatchObject({
    purchases: [{ quantity: 3 }, { quantity: 1 }, { product_id: 'cap', app_id: null, properties: {} }],
    purchased_products: [
      { name: 'cap', count: 1 },
      { name: 'hat', count: 4, first: '2025-01-31T12:00:00.000Z', last: '2025-02-01T00:00:00.000Z' }
    ],
    revenue: { EUR: 10, USD: 2.5 }
  })
})

test('a sandbox can keep sums and no events', async () => {
  const lean = await startSandbox({ braze: { keepEvents: false } })
  const own = createBrazeClient(lean.vendors.braze.url)
  await own.track({ events: [event({ external_id: '42' })], purchases: [purchase({ external_id: '42' })] })
  expect(lean.vendors.braze.state().users).toMatchObject([
    {
      events: [],
      purchases: [],
      custom_events: [{ count: 1 }],
      purchased_products: [{ count: 1 }],
      revenue: { EUR: 2.5 }
    }
  ])
  await lean.close()
})

test('the state is in order of the ids Braze gives, which are the same in every sandbox', async () => {
  const other = await startSandbox()
  const own = createBrazeClient(other.vendors.braze.url)
  for (const external_id of ['1', '2', '3']) await client.set({ external_id })
  for (const external_id of ['3', '1', '2']) await own.set({ external_id })
  expect(other.vendors.braze.state()).toEqual(state())
  await other.close()
})
