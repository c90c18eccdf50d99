import { startSandbox, type Sandbox } from '../../index'
import { createTestClient, type TestClient } from '../test-client'

let sandbox: Sandbox
let client: TestClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createTestClient(sandbox.vendors.customerio.url)
})

afterEach(() => sandbox.close())

const state = () => sandbox.vendors.customerio.state()
const put = (path: string, body: unknown) => client.send({ method: 'PUT', path: `/api/v1/${path}`, body })
const post = (path: string, body?: unknown) => client.send({ method: 'POST', path: `/api/v1/${path}`, body })
const remove = (path: string) => client.send({ method: 'DELETE', path: `/api/v1/${path}` })
const invalid = (...errors: string[]) => ({ status: 400, body: { meta: { errors } } })

describe('PUT /api/v1/customers/{identifier}', () => {
  test('adds a person with what the body says', async () => {
    const body = {
      email: 'bob@example.com',
      created_at: 1361205308,
      first_name: 'Bob',
      _timestamp: 1361205309,
      cio_relationships: {
        action: 'add_relationships',
        relationships: [
          { identifiers: { object_type_id: '1', object_id: 'acme' }, relationship_attributes: { role: 'admin' } }
        ]
      }
    }
    expect(await put('customers/42', body)).toMatchObject({ status: 200, body: {} })
    expect(state().people).toMatchObject([
      {
        id: '42',
        email: 'bob@example.com',
        created_at: 1361205308,
        attributes: { first_name: 'Bob' },
        relationships: [{ object_type_id: '1', object_id: 'acme', attributes: { role: 'admin' } }]
      }
    ])
  })

  test('removes relationships when told to', async () => {
    const relationships = [{ identifiers: { object_type_id: '1', object_id: 'acme' } }]
    await put('customers/42', { cio_relationships: { action: 'add_relationships', relationships } })
    await put('customers/42', { cio_relationships: { action: 'delete_relationships', relationships } })
    expect(state().people[0]?.relationships).toEqual([])
  })

  test('takes the kind of identifier from its shape', async () => {
    await put('customers/42', {})
    await put('customers/bob%40example.com', {})
    await put('customers/%2B14155552671', {})
    const cioId = state().people.find(({ id }) => id === '42')?.cio_id ?? ''
    await put(`customers/cio_${cioId}`, { plan: 'pro' })
    expect(state().people.map(({ id, email, attributes }) => [id, email, attributes])).toEqual(
      expect.arrayContaining([
        ['42', null, { plan: 'pro' }],
        [null, 'bob@example.com', {}],
        ['+14155552671', null, {}]
      ])
    )
  })

  test('decodes the identifier', async () => {
    await put('customers/a%2Fb%3Fc%23d%20%C3%A9', {})
    expect(state().people[0]?.id).toBe('a/b?c#d é')
  })

  test.each([
    ['an id that is too long', 'x'.repeat(151), {}, ['identifier must be at most 150 bytes']],
    ['a body that is a list', '42', [], ['the request must be an object']],
    [
      'created_at as text',
      '42',
      { created_at: 'x' },
      ['created_at must be a Unix timestamp: an integer number of seconds']
    ],
    [
      '_timestamp as text',
      '42',
      { _timestamp: 'x' },
      ['_timestamp must be a Unix timestamp: an integer number of seconds']
    ],
    [
      'relationships as v2 has them',
      '42',
      { cio_relationships: [] },
      [
        'cio_relationships must be an object',
        'cio_relationships.action is required',
        'cio_relationships must hold relationships'
      ]
    ]
  ])('refuses %s', async (_name, identifier, body, errors) => {
    expect(await put(`customers/${identifier}`, body)).toMatchObject(invalid(...errors))
    expect(state().people).toEqual([])
  })

  test('refuses a body that is not declared to be JSON', async () => {
    const reply = await client.send({
      method: 'PUT',
      path: '/api/v1/customers/42',
      body: {},
      headers: { 'content-type': 'text/plain' }
    })
    expect(reply).toMatchObject({ status: 415, body: { meta: { errors: ['Content-Type must be application/json'] } } })
  })
})

test('DELETE deletes a person, and deleting nobody is answered alike', async () => {
  await put('customers/a%2Fb', {})
  expect(await remove('customers/a%2Fb')).toMatchObject({ status: 200, body: {} })
  expect(await remove('customers/a%2Fb')).toMatchObject({ status: 200, body: {} })
  expect(state()).toMatchObject({
    people: [],
    deletions: [{ type: 'person', id: 'a/b' }],
    unapplied: [{ operation: 'delete-person', subject: 'id:a/b', reason: 'no such person' }]
  })
})

test('suppress and unsuppress need no body', async () => {
  expect(await post('customers/42/suppress')).toMatchObject({ status: 200, body: {} })
  expect(state().suppressed).toEqual(['id:42'])
  expect(await post('customers/42/unsuppress')).toMatchObject({ status: 200, body: {} })
  expect(state().suppressed).toEqual([])
})

test('a device is added under the name v1 has for its token, and deleted by it', async () => {
  const device = { id: 'a/b', platform: 'ios', last_used: 1361205308, attributes: { app_version: '1.2' } }
  expect(await put('customers/42/devices', { device })).toMatchObject({ status: 200, body: {} })
  expect(state().people[0]?.devices).toEqual([
    { token: 'a/b', platform: 'ios', last_used: 1361205308, attributes: { app_version: '1.2' } }
  ])
  expect(await remove('customers/42/devices/a%2Fb')).toMatchObject({ status: 200, body: {} })
  expect(state().people[0]?.devices).toEqual([])
})

test('a device under the name v2 has for its token is refused', async () => {
  expect(await put('customers/42/devices', { device: { token: 't', platform: 'web' } })).toMatchObject(
    invalid('device.id is required', 'device.platform must be one of ios, android')
  )
})

test('an event belongs to a person and any type but page and screen is event', async () => {
  const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
  const first = { name: ' purchase ', id, timestamp: 1361205308, data: { price: 23.45 } }
  expect(await post('customers/42/events', first)).toMatchObject({ status: 200, body: {} })
  for (const type of ['page', 'screen', 'event', 'custom']) await post('customers/42/events', { name: type, type })
  expect(state().people[0]?.events.map(({ name, type }) => [name, type])).toEqual([
    ['purchase', 'event'],
    ['page', 'page'],
    ['screen', 'screen'],
    ['event', 'event'],
    ['custom', 'event']
  ])
  expect(state().people[0]?.events[0]).toEqual({
    type: 'event',
    name: 'purchase',
    id,
    timestamp: 1361205308,
    attributes: { price: 23.45 },
    anonymous_id: null
  })
})

test('an event is checked', async () => {
  expect(await post('customers/42/events', { id: 'x', type: 1, data: [] })).toMatchObject(
    invalid('type must be a string', 'data must be an object', 'name is required', 'id must be a valid ULID')
  )
})

test('an anonymous event may come with an anonymous_id or without', async () => {
  expect(await post('events', { name: 'watched', anonymous_id: 'cookie' })).toMatchObject({ status: 200, body: {} })
  expect(await post('events', { name: 'listened', type: 'page' })).toMatchObject({ status: 200, body: {} })
  expect(state().anonymous).toMatchObject([{ anonymous_id: 'cookie', events: [{ name: 'watched' }] }])
  expect(state().stray_events).toMatchObject([{ name: 'listened', type: 'page', anonymous_id: null }])
  expect(await post('events', { anonymous_id: 1 })).toMatchObject(
    invalid('anonymous_id must be a string', 'name is required')
  )
})

test('a merge words its errors in the singular', async () => {
  await put('customers/1', {})
  await put('customers/2', {})
  const both = { primary: { id: '1' }, secondary: { id: '2' } }
  expect(await post('merge_customers', both)).toMatchObject({ status: 200, body: {} })
  expect(state().people.map(({ id }) => id)).toEqual(['1'])
  expect(await post('merge_customers', { primary: { id: '1', email: 'a@example.com' } })).toMatchObject({
    status: 400,
    body: { meta: { error: 'primary must hold exactly one identifier; secondary is required' } }
  })
  const malformed = await fetch(`${sandbox.vendors.customerio.url}/api/v1/merge_customers`, { method: 'GET' })
  expect(await malformed.json()).toEqual({ meta: { error: 'GET is not allowed here' } })
})

test('metrics are kept with what they came with', async () => {
  const report = {
    delivery_id: 'd1',
    metric: 'bounced',
    timestamp: 1613063089,
    recipient: 'a@example.com',
    reason: 'full'
  }
  expect(await post('metrics', report)).toMatchObject({ status: 200, body: {} })
  await post('metrics', { delivery_id: 'd2', metric: 'clicked', recipient: 14155552671, href: 'https://example.com' })
  expect(state().delivery_reports).toEqual([
    {
      delivery_id: 'd1',
      metric: 'bounced',
      timestamp: 1613063089,
      details: { recipient: 'a@example.com', reason: 'full' }
    },
    {
      delivery_id: 'd2',
      metric: 'clicked',
      timestamp: null,
      details: { recipient: 14155552671, href: 'https://example.com' }
    }
  ])
})

test('metrics are checked', async () => {
  expect(await post('metrics', { metric: 'loved', recipient: {}, timestamp: 'x' })).toMatchObject(
    invalid(
      'recipient must be a string',
      'delivery_id is required',
      'metric must be one of bounced, clicked, converted, deferred, delivered, dropped, opened, spammed',
      'timestamp must be a Unix timestamp: an integer number of seconds'
    )
  )
})
