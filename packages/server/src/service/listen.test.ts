import { once } from 'node:events'
import { Agent, get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { systemClock } from '@waybill/runner'
import { Hono } from 'hono'
import { createFakeClock } from '../../../runner/test/fake-clock'
import { readBody } from '../http/read-body'
import type { ReadBody } from '../http/read-body'
import { listen } from './listen'
import type { Listening, Timeouts } from './listen'

const SOON = { headersTimeout: 1000, requestTimeout: 1000, keepAliveTimeout: 60_000, connectionsCheckingInterval: 20 }

interface Reading extends Listening {
  /** What came of the next body. */
  readonly next: () => Promise<ReadBody>
}

const opened: Listening[] = []

afterAll(() => Promise.all(opened.map(({ close }) => close(0))))

/** Reads whatever is posted. */
async function listenAndRead(timeouts?: Timeouts): Promise<Reading> {
  const waiting: ((read: ReadBody) => void)[] = []
  const app = new Hono()
    .get('/', (context) => context.text('here'))
    .post('/', async (context) => {
      waiting.shift()?.(await readBody(context, { maximumBytes: 10_000_000 }))
      return context.text('read')
    })
  const http = { host: '127.0.0.1', port: 0, maximumConnections: 100 }
  const listening = await listen(app.fetch, { ...http, clock: systemClock, ...(timeouts && { timeouts }) })
  opened.push(listening)
  return { ...listening, next: () => new Promise((resolve) => waiting.push(resolve)) }
}

type Piece = string | Uint8Array

/** Sends one piece after the other, each when the one before has gone. */
function send({ url }: Listening, pieces: Iterable<Piece>): Socket {
  const left = pieces[Symbol.iterator]()
  const socket = connect(Number(new URL(url).port), '127.0.0.1', sendNext)
  // The service may end the connection at any moment, and whatever way it does so is right.
  return socket.on('error', () => undefined)

  function sendNext(): void {
    const next = left.next()
    if (!next.done && !socket.destroyed) socket.write(next.value, () => setImmediate(sendNext))
  }
}

/** The first line of what is answered, once the connection has ended. */
function answerOf(socket: Socket): Promise<string | undefined> {
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  return new Promise((resolve) => {
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0]))
  })
}

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n'
const CUT_OFF = {
  ok: false,
  status: 408,
  message: 'The connection ended before all of the body had come; send it again.'
}

function* endless(beginning: string, piece: Piece): Generator<Piece> {
  yield beginning
  for (;;) yield piece
}

function* byteByByte(beginning: string, bytes: Uint8Array): Generator<Piece> {
  yield beginning
  for (let index = 0; index < bytes.length; index++) yield bytes.subarray(index, index + 1)
}

test('who takes too long is closed, whatever it sends meanwhile, and others are answered', async () => {
  const listening = await listenAndRead(SOON)
  const bomb = gzipSync(Buffer.alloc(50_000_000))
  const bodies: Readonly<Record<string, Iterable<Piece>>> = {
    'a body, a byte at a time': endless(`${HEAD}Content-Length: 9999999\r\n\r\n`, ' '),
    'chunks of a byte': endless(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'),
    'gzip, a byte at a time': byteByByte(`${HEAD}Content-Encoding: gzip\r\nContent-Length: 9999999\r\n\r\n`, bomb),
    'less than its Content-Length says': [`${HEAD}Content-Length: 10\r\n\r\n{}`],
    'chunks without the last': [`${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`]
  }
  const slow = Object.entries({ 'headers without an end': [HEAD], ...bodies }).map(
    async ([name, pieces]) => [name, await answerOf(send(listening, pieces))] as const
  )
  const reads = Object.keys(bodies).map(listening.next)
  expect(await (await fetch(listening.url)).text()).toBe('here')
  for (const answer of await Promise.all(slow)) expect(answer).toEqual([answer[0], 'HTTP/1.1 408 Request Timeout'])
  for (const read of await Promise.all(reads)) expect(read).toEqual(CUT_OFF)
})

test('closing ends connections that are kept alive, as soon as nothing happens on them', async () => {
  const app = new Hono()
  const arrived = new Promise<() => void>((arrive) => {
    app.get('/', async (context) => {
      await new Promise<void>((answer) => arrive(answer))
      return context.text('here')
    })
  })
  const clock = createFakeClock()
  const listening = await listen(app.fetch, { host: '127.0.0.1', port: 0, maximumConnections: 100, clock })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asked = get(listening.url, { agent })
  const answer = await arrived
  const startedAt = clock.now()
  const closed = listening.close(60_000)
  answer()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  expect(await text(response)).toBe('here')
  await clock.runUntil(closed)
  expect(clock.now() - startedAt).toBeLessThan(60_000)
  agent.destroy()
})

test.each([
  ['less than its Content-Length says', 'Content-Length: 10\r\n\r\n{}'],
  ['chunks without the last', 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'],
  ['a part of a chunk', 'Transfer-Encoding: chunked\r\n\r\n9\r\n{}']
])('who sends %s and goes is known as such', async (_, rest) => {
  const listening = await listenAndRead()
  const read = listening.next()
  const socket = send(listening, [HEAD + rest])
  socket.once('connect', () => socket.end())
  expect(await read).toEqual(CUT_OFF)
})

test('who sends gzip byte by byte and is done in time is read', async () => {
  const listening = await listenAndRead()
  const read = listening.next()
  const packed = gzipSync('{"a":1}')
  send(listening, byteByByte(`${HEAD}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`, packed))
  expect(await read).toEqual({ ok: true, body: Buffer.from('{"a":1}') })
})
