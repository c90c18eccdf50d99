import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { createTestClient, type TestClient } from '../customerio/test-client'
import { defaultCustomerioAccount, startSandbox, type Sandbox } from '../index'

let sandbox: Sandbox
let client: TestClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createTestClient(sandbox.vendors.customerio.url)
})

// Whatever was sent, the sandbox must have lived through it.
afterEach(async () => {
  const { status } = await client.send({ method: 'GET', path: '/auth' })
  if (status !== 200) throw new Error(`The sandbox answers ${status} to what is in order.`)
  await sandbox.close()
})

const authorization = `Basic ${btoa(`${defaultCustomerioAccount.siteId}:${defaultCustomerioAccount.apiKey}`)}`

const post = async (body: BodyInit, headers: Record<string, string> = {}) => {
  const response = await fetch(`${sandbox.vendors.customerio.url}/api/v2/entity`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body
  })
  const answer: unknown = await response.json()
  return { status: response.status, body: answer }
}

const raw = async (request: string): Promise<string> => {
  const socket = connect(Number(new URL(sandbox.vendors.customerio.url).port), '127.0.0.1')
  socket.write(request)
  return await text(socket)
}

const malformed = (message: string) => ({
  status: 400,
  body: { errors: [{ reason: 'malformed', field: '', message }] }
})

test('malformed JSON', async () => {
  expect(await post('{"type":')).toEqual(malformed('body is not valid JSON'))
})

test('an empty body', async () => {
  expect(await post('')).toEqual(malformed('body is not valid JSON'))
})

test('invalid UTF-8', async () => {
  expect(await post(new Uint8Array([0xff, 0xfe]))).toEqual(malformed('body is not valid UTF-8'))
})

test('wild nesting', async () => {
  expect(await post('['.repeat(15_000))).toEqual(malformed('body is not valid JSON'))
  expect(await post('['.repeat(15_000) + ']'.repeat(15_000))).toEqual(malformed('body is nested deeper than 64 levels'))
})

test('a compressed body', async () => {
  const reply = await post(new Uint8Array(gzipSync('{}')), { 'content-encoding': 'gzip' })
  expect(reply.status).toBe(415)
})

test('a body far beyond every limit', async () => {
  const reply = await post(' '.repeat(4_000_001))
  expect(reply).toEqual({
    status: 413,
    body: { errors: [{ reason: 'too-large', field: '', message: 'the body is too large' }] }
  })
})

test('attributes named after parts of every object', async () => {
  const names = '"__proto__":{"polluted":1},"constructor":"a","toString":"b","hasOwnProperty":"c"'
  const reply = await post(
    `{"type":"person","action":"identify","identifiers":{"id":"__proto__"},"attributes":{${names}}}`
  )
  expect(reply.status).toBe(200)
  const [person] = sandbox.vendors.customerio.state().people
  expect(person?.id).toBe('__proto__')
  expect(Object.keys(person?.attributes ?? {})).toEqual(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('an entity whose very shape is inherited', async () => {
  expect((await post('{"__proto__":{"type":"person","action":"delete"}}')).status).toBe(400)
})

test.each(['/api/v1/customers/%', '/api/v1/customers/%ff'])('the path %s', async (path) => {
  expect(await raw(`DELETE ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)).toContain('400 Bad Request')
})

test.each([
  ['no credentials', 'GET /auth HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', '401 Unauthorized'],
  ['an absolute target', 'GET http://x/auth HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', '404 Not Found'],
  ['an asterisk', 'OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', '404 Not Found'],
  ['no host', 'GET /auth HTTP/1.1\r\n\r\n', '400 Bad Request'],
  ['what is not HTTP', 'hello\r\n\r\n', '400 Bad Request'],
  ['an old version', 'GET /auth HTTP/1.0\r\n\r\n', '401 Unauthorized']
])('%s', async (_name, request, status) => {
  expect(await raw(request)).toContain(status)
})

test('a client that leaves in the middle of its body leaves no trace', async () => {
  const socket = connect(Number(new URL(sandbox.vendors.customerio.url).port), '127.0.0.1')
  socket.end('POST /api/v2/entity HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{"type"')
  await text(socket)
  expect(sandbox.vendors.customerio.requests()).toEqual([])
})
