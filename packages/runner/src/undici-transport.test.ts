import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EncodedRequest } from '@waybill/kit'
import type { Transport } from './transport'
import { createUndiciTransport } from './undici-transport'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let transport: Transport
let handle: Handler

beforeAll(
  () =>
    new Promise<void>((resolve) => {
      server = createServer((request, response) => handle(request, response)).listen(0, '127.0.0.1', resolve)
    })
)

beforeEach(() => {
  timeouts = []
  transport = createUndiciTransport({ after })
})

afterEach(async () => {
  server.closeAllConnections()
  await transport.close()
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const requestTo = (path: string, request: Partial<EncodedRequest> = {}): EncodedRequest => ({
  method: 'POST',
  url: origin() + path,
  headers: {},
  body: undefined,
  ...request
})

/** Sends a request to a handler. */
function send(to: Handler, request: Partial<EncodedRequest> = {}, signal?: AbortSignal) {
  handle = to
  return transport.send(requestTo('/path', request), { timeoutSeconds: 10, ...(signal && { signal }) })
}

/** The clock of timeouts, in the hand of the test: what is waited for, in milliseconds and in order. */
let timeouts: { readonly milliseconds: number; readonly expire: () => void; isCancelled: boolean }[]

function after(milliseconds: number, expire: () => void): () => void {
  const timeout = { milliseconds, expire, isCancelled: false }
  timeouts.push(timeout)
  return () => {
    timeout.isCancelled = true
  }
}

const expire = (): void => timeouts.at(-1)?.expire()

test('the request arrives as it is: method, path with query, headers, body', async () => {
  const arrived: unknown[] = []
  handle = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      arrived.push({
        method,
        url,
        agent: headers['user-agent'],
        authorization: headers['authorization'],
        length: headers['content-length'],
        body: Buffer.concat(chunks).toString('utf8')
      })
      response.end()
    })
  }
  const headers = { authorization: 'Bearer key' }
  const url = `${origin()}/a%2Fb?c=d%20e#fragment`
  await transport.send({ method: 'PUT', url, headers, body: '{"name":"Zoë"}' }, { timeoutSeconds: 1 })
  await transport.send({ method: 'GET', url: origin(), headers: {}, body: undefined }, { timeoutSeconds: 1 })
  await transport.send(
    { method: 'GET', url: origin(), headers: { 'user-agent': 'Me' }, body: undefined },
    { timeoutSeconds: 1 }
  )
  expect(arrived).toEqual([
    {
      method: 'PUT',
      url: '/a%2Fb?c=d%20e',
      agent: 'Waybill',
      authorization: 'Bearer key',
      length: '15',
      body: '{"name":"Zoë"}'
    },
    { method: 'GET', url: '/', agent: 'Waybill', authorization: undefined, length: undefined, body: '' },
    { method: 'GET', url: '/', agent: 'Me', authorization: undefined, length: undefined, body: '' }
  ])
})

test('the answer comes back whole: status, lower-case headers, body as JSON', async () => {
  const exchange = await send((_request, response) => {
    response.writeHead(207, { 'Content-Type': 'application/json', 'Retry-After': '3', 'Set-Cookie': ['a=1', 'b=2'] })
    response.end('{"errors":[]}')
  })
  expect(exchange).toEqual({
    kind: 'response',
    response: {
      status: 207,
      headers: expect.objectContaining({
        'content-type': 'application/json',
        'retry-after': '3',
        'set-cookie': 'a=1, b=2'
      }) as unknown,
      body: { errors: [] }
    }
  })
})

const bodyOf = async (to: Handler) => {
  const exchange = await send(to)
  return exchange.kind === 'response' ? exchange.response.body : exchange
}

test('a body that is not JSON stays text, an empty one is undefined', async () => {
  expect(await bodyOf((_request, response) => response.end('<html>Zoë</html>'))).toBe('<html>Zoë</html>')
  expect(await bodyOf((_request, response) => response.writeHead(204).end())).toBeUndefined()
  expect(await bodyOf((_request, response) => response.setHeader('content-type', 'application/json').end('7'))).toBe(7)
})

test('a redirect is an answer and is not followed', async () => {
  let requests = 0
  const exchange = await send((_request, response) => {
    requests += 1
    response.writeHead(302, { location: `${origin()}/elsewhere` }).end()
  })
  expect(exchange).toMatchObject({ kind: 'response', response: { status: 302 } })
  expect(requests).toBe(1)
})

test('of an endless body no more than a mebibyte is read', async () => {
  const chunk = 'x'.repeat(65_536)
  const exchange = await send((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', more)
    }
    more()
  })
  expect(exchange).toMatchObject({ kind: 'response', response: { status: 200 } })
  const body = exchange.kind === 'response' ? String(exchange.response.body) : ''
  expect(body.length).toBeLessThanOrEqual(1_048_576)
  expect(body.length).toBeGreaterThan(1_048_576 - 2 * 65_536)
  expect(/^x+$/.test(body)).toBe(true)
})

test('a body of exactly a mebibyte is read to its end', async () => {
  const exchange = await send((_request, response) => response.end('x'.repeat(1_048_576)))
  expect(exchange.kind === 'response' && String(exchange.response.body).length).toBe(1_048_576)
})

describe('no answer in time is a timeout', () => {
  test('when nothing comes at all', async () => {
    const exchange = await send(() => expire())
    expect(exchange).toEqual({ kind: 'failure', failure: 'timeout', message: 'No answer within 10 seconds.' })
    expect(timeouts).toMatchObject([{ milliseconds: 10_000, isCancelled: true }])
  })

  test('when no connection is free: then nothing was sent, and nothing is sent later', async () => {
    await transport.close()
    transport = createUndiciTransport({ connections: 1, after })
    const arrived: (string | undefined)[] = []
    const answers: (() => void)[] = []
    const first = send((request, response) => {
      arrived.push(request.url)
      answers.push(() => response.end())
      if (arrived.length > 1) response.end()
    })
    while (answers.length === 0) await new Promise(setImmediate)
    const second = transport.send(requestTo('/second'), { timeoutSeconds: 10 })
    expire()
    expect(await second).toMatchObject({ kind: 'failure', failure: 'timeout', unsent: true })
    answers[0]?.()
    expect(await first).toMatchObject({ kind: 'response' })
    await transport.send(requestTo('/third'), { timeoutSeconds: 10 })
    expect(arrived).toEqual(['/path', '/third'])
  })

  test('when the body does not end', async () => {
    const exchange = await send((_request, response) => {
      response.write('{"half":')
      // The head and the half must be on their way before time is up.
      setImmediate(expire)
    })
    expect(exchange).toMatchObject({ kind: 'failure', failure: 'timeout' })
  })
})

describe('a broken connection is a network failure, named by its code', () => {
  test('when nobody listens', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    await new Promise((resolve) => other.close(resolve))
    const exchange = await send(() => undefined, { url: `http://127.0.0.1:${port}/` })
    expect(exchange).toEqual({
      kind: 'failure',
      failure: 'network',
      message: 'The connection failed: ECONNREFUSED.',
      unsent: true
    })
  })

  test('when the vendor resets it', async () => {
    const exchange = await send((request) => request.socket.resetAndDestroy())
    expect(exchange).toMatchObject({ kind: 'failure', failure: 'network' })
    expect(exchange).not.toHaveProperty('unsent')
    expect(exchange).toMatchObject({ message: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) as unknown })
  })

  test('when the body ends before it should', async () => {
    const exchange = await send((request, response) => {
      response.writeHead(200, { 'content-length': '100', 'content-type': 'application/json' })
      response.write('{"errors":[]}', () => request.socket.destroy())
    })
    expect(exchange).toMatchObject({ kind: 'failure', failure: 'network' })
  })

  test('when the answer is no HTTP', async () => {
    const exchange = await send((request) => request.socket.end('HELLO\r\n\r\n'))
    expect(exchange).toMatchObject({ kind: 'failure', failure: 'network' })
    expect(exchange).toMatchObject({ message: expect.stringContaining('HTTP/1.1 protocol') as unknown })
  })

  test('when the request itself is impossible', async () => {
    expect(await send(() => undefined, { url: 'not a url' })).toEqual({
      kind: 'failure',
      failure: 'network',
      message: 'The connection failed: ERR_INVALID_URL.',
      unsent: true
    })
    expect(await send(() => undefined, { headers: { authorization: 'two\nlines' } })).toMatchObject({
      kind: 'failure',
      failure: 'network'
    })
  })
})

test('whoever sends can call the request off', async () => {
  const controller = new AbortController()
  const exchange = await send(() => controller.abort(), {}, controller.signal)
  expect(exchange).toMatchObject({ kind: 'failure', failure: 'network' })
  expect(exchange).not.toHaveProperty('unsent')
  expect(await send(() => undefined, {}, AbortSignal.abort())).toMatchObject({
    kind: 'failure',
    failure: 'network',
    unsent: true
  })
})

test('a secret in the headers is in no message', async () => {
  const exchange = await send(() => undefined, { headers: { authorization: 'Bearer s3cr3t\n' } })
  expect(JSON.stringify(exchange)).not.toContain('s3cr3t')
})

test('a connection is used again, and there are no more than allowed', async () => {
  await transport.close()
  transport = createUndiciTransport({ connections: 1 })
  const ports = new Set<number | undefined>()
  const to: Handler = (request, response) => {
    ports.add(request.socket.remotePort)
    response.end('{}')
  }
  for (let count = 0; count < 5; count++) await send(to)
  expect(ports.size).toBe(1)
})

test('closing waits for what is under way', async () => {
  const order: string[] = []
  const sent = send((_request, response) => {
    void transport.close().then(() => order.push('closed'))
    setImmediate(() => response.end('{}'))
  }).then(({ kind }) => order.push(kind))
  await sent
  await transport.close().catch(() => undefined)
  expect(order[0]).toBe('response')
  transport = createUndiciTransport()
})
