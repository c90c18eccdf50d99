import { startSandbox, type CustomerioAccount, type Sandbox } from '../index'
import { createTestClient } from './test-client'

const us: CustomerioAccount = { siteId: 'us-site', apiKey: 'k'.repeat(20), region: 'us', environmentId: 3 }
const eu: CustomerioAccount = { siteId: 'eu-site', apiKey: 'e'.repeat(64), region: 'eu', environmentId: 4 }

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ customerio: { accounts: [us, eu] } })
})

afterEach(() => sandbox.close())

const client = (account: CustomerioAccount) => createTestClient(sandbox.vendors.customerio.url, account)
const region = { method: 'GET', path: '/api/v1/accounts/region' }

test('the region of an account comes with the host to use and its workspace', async () => {
  expect(await client(us).send(region)).toMatchObject({
    status: 200,
    body: { url: 'https://track.customer.io', region: 'us', environment_id: 3 }
  })
  expect(await client(eu).send(region)).toMatchObject({
    status: 200,
    body: { url: 'https://track-eu.customer.io', region: 'eu', environment_id: 4 }
  })
})

test('credentials can be tried', async () => {
  expect(await client(us).send({ method: 'GET', path: '/auth' })).toMatchObject({ status: 200, body: {} })
})

test.each([
  ['another account’s key', { ...us, apiKey: eu.apiKey }],
  ['an unknown site', { ...us, siteId: 'nobody' }],
  ['a key in another case', { ...us, apiKey: us.apiKey.toUpperCase() }]
])('%s is unauthorized', async (_name, account) => {
  for (const path of ['/auth', '/api/v1/accounts/region']) {
    expect(await client(account).send({ method: 'GET', path })).toMatchObject({
      status: 401,
      body: { meta: { error: 'Unauthorized request' } }
    })
  }
})

test.each([
  ['POST', '/api/v2/entity'],
  ['POST', '/api/v2/batch'],
  ['PUT', '/api/v1/customers/42'],
  ['DELETE', '/api/v1/customers/42'],
  ['POST', '/api/v1/customers/42/suppress'],
  ['POST', '/api/v1/customers/42/unsuppress'],
  ['PUT', '/api/v1/customers/42/devices'],
  ['DELETE', '/api/v1/customers/42/devices/token'],
  ['POST', '/api/v1/customers/42/events'],
  ['POST', '/api/v1/events'],
  ['POST', '/api/v1/merge_customers']
])('%s %s needs credentials', async (method, path) => {
  const response = await fetch(`${sandbox.vendors.customerio.url}${path}`, { method })
  expect(response.status).toBe(401)
})

test('delivery metrics need none and count towards the first account', async () => {
  const body = JSON.stringify({ delivery_id: 'd1', metric: 'opened' })
  const response = await fetch(`${sandbox.vendors.customerio.url}/api/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body
  })
  expect(response.status).toBe(200)
  expect(sandbox.vendors.customerio.state().delivery_reports).toHaveLength(1)
  expect(sandbox.vendors.customerio.state('eu-site').delivery_reports).toEqual([])
})

test('every account has a workspace of its own', async () => {
  await client(eu).entity({ type: 'person', action: 'identify', identifiers: { id: '42' } })
  expect(sandbox.vendors.customerio.state('eu-site').people).toHaveLength(1)
  expect(sandbox.vendors.customerio.state('us-site').people).toEqual([])
  expect(sandbox.vendors.customerio.state()).toEqual(sandbox.vendors.customerio.state('us-site'))
})

test('a method that a path does not have is named, with those it has', async () => {
  const reply = await client(us).send({ method: 'GET', path: '/api/v1/customers/42' })
  expect(reply).toMatchObject({ status: 405, body: { meta: { errors: ['GET is not allowed here'] } } })
  expect(reply.headers.get('allow')).toBe('PUT, DELETE')
})

test('a path nobody documented is not found', async () => {
  expect(await client(us).send({ method: 'POST', path: '/api/v2/people', body: {} })).toMatchObject({
    status: 404,
    body: { errors: [{ reason: 'unknown-path' }] }
  })
})

test.each([
  ['no accounts', []],
  ['a short key', [{ ...us, apiKey: 'short' }]],
  ['no site', [{ ...us, siteId: '' }]],
  ['a site with a colon', [{ ...us, siteId: 'a:b' }]]
])('%s cannot be set up', async (_name, accounts) => {
  await expect(startSandbox({ customerio: { accounts } })).rejects.toThrow(TypeError)
})

test('a sandbox can keep people and none of their events', async () => {
  const lean = await startSandbox({ customerio: { keepEvents: false } })
  const own = createTestClient(lean.vendors.customerio.url)
  const event = { type: 'person', action: 'event', name: 'bought' }
  await own.batch([
    { ...event, identifiers: { id: '42' } },
    { ...event, identifiers: { anonymous_id: 'c' } }
  ])
  expect(lean.vendors.customerio.state()).toMatchObject({ people: [{ id: '42', events: [] }], anonymous: [] })
  await lean.close()
})
