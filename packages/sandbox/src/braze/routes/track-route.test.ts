import { startSandbox, type BrazeAccount, type Sandbox } from '../../index'
import { createBrazeClient, type BrazeClient } from '../test-client'

let sandbox: Sandbox
let client: BrazeClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createBrazeClient(sandbox.vendors.braze.url)
})

afterEach(() => sandbox.close())

const time = '2025-01-31T12:00:00Z'
const event = (external_id: string) => ({ external_id, name: 'bought', time })
const ids = () => sandbox.vendors.braze.state().users.map(({ external_id }) => external_id ?? '')
const many = (count: number) => Array.from({ length: count }, (_none, index) => event(String(index)))

const withAccount = async (account: Partial<BrazeAccount>, run: (own: BrazeClient) => Promise<void>) => {
  const other = await startSandbox({ braze: { accounts: [{ apiKey: 'key', ...account }] } })
  await run(createBrazeClient(other.vendors.braze.url, 'key'))
  await other.close()
}

test('a request is answered with how much of each array it holds was processed', async () => {
  const purchase = { external_id: '1', product_id: 'hat', currency: 'EUR', price: 1, time }
  const reply = await client.track({ attributes: [{ external_id: '1' }], events: [event('1'), event('2')] })
  expect(reply.status).toBe(201)
  expect(reply.body).toEqual({ message: 'success', attributes_processed: 1, events_processed: 2 })
  expect((await client.track({ purchases: [purchase] })).body).toEqual({ message: 'success', purchases_processed: 1 })
})

test('objects with errors are named by array and index, and the others are processed', async () => {
  const reply = await client.track({
    attributes: [{ external_id: '1' }, { plan: 'pro' }],
    events: [{ ...event('2'), time: 'now' }, event('3')],
    purchases: [{ external_id: '4', product_id: 'hat', currency: 'EUR', price: 1, quantity: 0, time }]
  })
  expect(reply.status).toBe(201)
  expect(reply.body).toEqual({
    message: 'success',
    attributes_processed: 1,
    events_processed: 1,
    purchases_processed: 0,
    errors: [
      {
        type: "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required",
        input_array: 'attributes',
        index: 1
      },
      { type: "'time' is not valid: time must be a date and time in ISO 8601", input_array: 'events', index: 0 },
      { type: "'quantity' is not valid: quantity must be an integer from 1 to 100", input_array: 'purchases', index: 0 }
    ]
  })
  expect(ids().toSorted((one, other) => one.localeCompare(other))).toEqual(['1', '3'])
})

test('an object with several errors is named once for each', async () => {
  const reply = await client.track({ events: [{ external_id: '1' }, event('2')] })
  expect(reply.body).toMatchObject({
    errors: [
      { type: "'name' is required", index: 0 },
      { type: "'time' is required", index: 0 }
    ]
  })
})

test.each([[{}], [{ events: [] }], [{ events: {} }], [{ attributes: null }], [[]], [null], ['text']])(
  '%j has nothing valid and is refused as a whole',
  async (body) => {
    const reply = await client.track(body)
    expect(reply).toMatchObject({
      status: 400,
      body: { message: "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields." }
    })
  }
)

test('a request whose every object has errors is refused as a whole', async () => {
  const reply = await client.track({ events: [{ name: 'bought', time }] })
  expect(reply.status).toBe(400)
  expect(reply.body).toEqual({
    message: "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.",
    errors: [
      {
        type: "'external_id', 'braze_id', 'user_alias', 'email' or 'phone' is required",
        input_array: 'events',
        index: 0
      }
    ]
  })
  expect(ids()).toEqual([])
})

test('a request takes 75 objects of all arrays together', async () => {
  expect((await client.track({ attributes: [{ external_id: '1' }], events: many(74) })).status).toBe(201)
  sandbox.vendors.braze.reset()
  const reply = await client.track({ attributes: [{ external_id: '1' }], events: many(75) })
  expect(reply).toMatchObject({ status: 400, body: { message: 'Max Input Length Exceeded' } })
  expect(ids()).toEqual([])
})

test('older contracts count each array on its own', () =>
  withAccount({ trackLimit: { per: 'array', objects: 75 } }, async (own) => {
    expect((await own.track({ attributes: many(75), events: many(75) })).status).toBe(201)
    expect((await own.track({ events: many(76) })).status).toBe(400)
  }))

test('other contracts count otherwise', () =>
  withAccount({ trackLimit: { per: 'request', objects: 50 } }, async (own) => {
    expect((await own.track({ events: many(50) })).status).toBe(201)
    expect((await own.track({ events: many(51) })).status).toBe(400)
  }))

test('nobody may write to users who are blocked', () =>
  withAccount({ blockedExternalIds: ['dummy'] }, async (own) => {
    const reply = await own.track({ events: [event('dummy'), event('1')] })
    expect(reply.body).toMatchObject({
      events_processed: 1,
      errors: [{ type: 'provided external_id is blacklisted and disallowed', input_array: 'events', index: 0 }]
    })
  }))

test('failing items are counted through all arrays', async () => {
  sandbox.vendors.braze.misbehave({ fault: { kind: 'failing-items', indexes: [1, 2] } })
  const reply = await client.track({ attributes: [{ external_id: '1' }, { external_id: '2' }], events: [event('3')] })
  expect(reply.body).toEqual({
    message: 'success',
    attributes_processed: 1,
    events_processed: 0,
    errors: [
      { type: 'the sandbox was asked to refuse this object', input_array: 'attributes', index: 1 },
      { type: 'the sandbox was asked to refuse this object', input_array: 'events', index: 0 }
    ]
  })
  expect(ids()).toEqual(['1'])
})

test('attributes are processed before events and events before purchases', async () => {
  const late = { _update_existing_only: true, time }
  await client.track({
    purchases: [{ ...late, external_id: '1', product_id: 'hat', currency: 'EUR', price: 1 }],
    events: [{ ...late, external_id: '1', name: 'bought' }],
    attributes: [{ external_id: '1' }]
  })
  const [user] = sandbox.vendors.braze.state().users
  expect(user?.events).toHaveLength(1)
  expect(user?.purchases).toHaveLength(1)
})
