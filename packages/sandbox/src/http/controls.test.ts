import { createTestClient, type TestClient } from '../customerio/test-client'
import { startSandbox, type Sandbox } from '../index'

let sandbox: Sandbox
let client: TestClient

beforeEach(async () => {
  sandbox = await startSandbox({ keepRequests: 3 })
  client = createTestClient(sandbox.vendors.customerio.url)
})

afterEach(() => sandbox.close())

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${sandbox.vendors.customerio.url}/__sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const answer: unknown = await response.json()
  return { status: response.status, body: answer }
}

const identify = (id: string) => client.entity({ type: 'person', action: 'identify', identifiers: { id } })

test('the state over HTTP is the state in process', async () => {
  await identify('42')
  const { status, body } = await control('GET', 'state')
  expect(status).toBe(200)
  expect(body).toEqual(sandbox.vendors.customerio.state())
  expect(body).toMatchObject({ people: [{ id: '42' }] })
})

test('the state of an account nobody knows is not found, in either way', async () => {
  expect(await control('GET', 'state?account=nobody')).toEqual({
    status: 404,
    body: { error: 'the sandbox has no account "nobody"' }
  })
  expect(() => sandbox.vendors.customerio.state('nobody')).toThrow('no account "nobody"')
})

test('requests are recorded with their answer and without their credentials', async () => {
  await identify('42')
  await client.send({ method: 'GET', path: '/nowhere?q=1', headers: { cookie: 'a=b', 'x-test': 'yes' } })
  const { body } = await control('GET', 'requests')
  expect(body).toEqual(sandbox.vendors.customerio.requests())
  expect(body).toMatchObject([
    {
      method: 'POST',
      path: '/api/v2/entity',
      status: 200,
      fault: null,
      headers: { 'content-type': 'application/json' }
    },
    { method: 'GET', path: '/nowhere', status: 404, headers: { 'x-test': 'yes' }, body: '' }
  ])
  expect(JSON.stringify(body)).not.toMatch(/authorization|Basic|cookie/)
})

test('only the latest requests are kept, and at least as many as were asked for', async () => {
  for (const id of ['1', '2', '3', '4', '5', '6', '7']) await identify(id)
  const bodies = sandbox.vendors.customerio.requests().map(({ body }) => body)
  expect(bodies.length).toBeGreaterThanOrEqual(3)
  expect(bodies.length).toBeLessThan(6)
  expect(bodies.at(-1)).toContain('"7"')
})

test('a list of requests that was handed out does not grow', async () => {
  const before = sandbox.vendors.customerio.requests()
  await identify('42')
  expect(before).toEqual([])
})

test('a state that was handed out does not change', async () => {
  await identify('42')
  const before = sandbox.vendors.customerio.state()
  await client.entity({ type: 'person', action: 'identify', identifiers: { id: '42' }, attributes: { plan: 'pro' } })
  expect(before.people[0]?.attributes).toEqual({})
})

test('a reset forgets everything', async () => {
  await identify('42')
  sandbox.vendors.customerio.misbehave({ fault: { kind: 'status', status: 500 } })
  expect(await control('POST', 'reset')).toEqual({ status: 200, body: {} })
  expect(sandbox.vendors.customerio.state().people).toEqual([])
  expect(sandbox.vendors.customerio.requests()).toEqual([])
  expect((await identify('42')).status).toBe(200)
})

test('misbehaviour can be asked for and taken back over HTTP', async () => {
  const rule = { fault: { kind: 'status', status: 503 }, schedule: { times: 2 } }
  expect(await control('POST', 'misbehave', rule)).toEqual({ status: 200, body: {} })
  expect((await identify('42')).status).toBe(503)
  expect(await control('DELETE', 'misbehave')).toEqual({ status: 200, body: {} })
  expect((await identify('42')).status).toBe(200)
})

test('the rate can be limited and freed over HTTP', async () => {
  expect(await control('POST', 'rate', { requests: 0, perSeconds: 1 })).toEqual({ status: 200, body: {} })
  expect((await identify('42')).status).toBe(429)
  expect(await control('DELETE', 'rate')).toEqual({ status: 200, body: {} })
  expect((await identify('42')).status).toBe(200)
})

test.each([
  ['POST', 'misbehave', { fault: 'all of them' }],
  ['POST', 'misbehave', undefined],
  ['POST', 'rate', { requests: -1, perSeconds: 1 }],
  ['POST', 'rate', { requests: 1, perSeconds: 0 }],
  ['POST', 'rate', { requests: '1', perSeconds: 1 }],
  ['POST', 'rate', []]
])('%s %s with %j is refused', async (method, path, body) => {
  expect((await control(method, path, body)).status).toBe(400)
})

test.each([
  ['GET', 'nothing'],
  ['PUT', 'state'],
  ['GET', 'reset']
])('there is no %s %s', async (method, path) => {
  expect((await control(method, path)).status).toBe(404)
})

test('the sandbox’s own endpoints never misbehave and leave no trace', async () => {
  sandbox.vendors.customerio.misbehave({ fault: { kind: 'reset' } })
  expect((await control('GET', 'state')).status).toBe(200)
  expect(sandbox.vendors.customerio.requests()).toEqual([])
  await expect(identify('42')).rejects.toThrow('fetch failed')
})
