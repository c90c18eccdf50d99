import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { runUntil } from '../test-service'
import { createTestFolder } from '../test-terminal'

const { write, path, remove } = createTestFolder()

afterAll(remove)

const KEY = 'wk_hostile_0123456789'

const CONFIGURATION = `
http: { port: 0 }
operations: { port: 0 }
data: { folder: hostile-data }
sources:
  site: { writeKeys: [${KEY}], origins: ['https://www.example.com'] }
destinations:
  customerio:
  braze-appboy:
  boomtrain:
  tractionboard:
`

const json = (value: unknown): string => JSON.stringify(value)
const track = (fields: object = {}): object => ({ writeKey: KEY, userId: 'ada', event: 'A', ...fields })
const nested = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth)
const raw = (properties: string): string =>
  `{"writeKey":"${KEY}","userId":"ada","event":"A","properties":${properties}}`

/** Bodies that somebody might send to see what happens; the service answers each with some status below 500. */
const BODIES: Readonly<Record<string, string | Uint8Array>> = {
  nothing: '',
  'a space': ' ',
  'a zero byte': '\0',
  'half an object': '{"writeKey":"',
  'a missing brace': json(track()).slice(0, -1),
  'two objects': json(track()).repeat(2),
  'a trailing comma': '{"a":1,}',
  'single quotes': "{'a':1}",
  'a comment': '{/* */}',
  NaN: raw('{"n":NaN}'),
  Infinity: raw('{"n":Infinity}'),
  'a number beyond all': raw('{"n":1e999}'),
  'a number below all': raw('{"n":-1e999}'),
  'a number of 10,000 digits': raw(`{"n":${'9'.repeat(10_000)}}`),
  'minus zero': raw('{"n":-0}'),
  'a leading zero': raw('{"n":01}'),
  hexadecimal: raw('{"n":0x10}'),
  null: 'null',
  true: 'true',
  'a text': '"text"',
  'a number': '42',
  'a list': '[]',
  'a list of lists': nested('[', ']', 100_000),
  '15,000 lists': raw(nested('[', ']', 15_000)),
  '5,000 objects': raw('{"a":'.repeat(5000) + '1' + '}'.repeat(5000)),
  '65 levels': raw(nested('[', ']', 65)),
  __proto__: raw('{"__proto__":{"polluted":1}}'),
  'constructor.prototype': raw('{"constructor":{"prototype":{"polluted":1}}}'),
  '__proto__ at the top': `{"__proto__":{"polluted":1},"writeKey":"${KEY}","userId":"a","event":"b"}`,
  toString: json(track({ toString: 1, valueOf: 2, hasOwnProperty: 3 })),
  toJSON: json(track({ toJSON: 'x', properties: { toJSON: 'x' } })),
  then: json(track({ then: 'x', properties: { then: {} } })),
  length: json(track({ properties: { length: 1e9 } })),
  'a key that is empty': raw('{"":1}'),
  'keys twice': raw('{"a":1,"a":2}'),
  '5,000 keys': raw(json(Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, index])))),
  'a long key': raw(json({ ['k'.repeat(20_000)]: 1 })),
  'a lone surrogate': raw('{"a":"\\ud800"}'),
  'a lone surrogate as an id': json(track({ userId: '\ud800' })),
  'zero bytes in an id': json(track({ userId: 'a\0b' })),
  'line breaks in an id': json(track({ userId: 'a\r\nX-Header: b' })),
  'a path as an id': json(track({ userId: '../../etc/passwd' })),
  'an address as an id': json(track({ userId: 'http://169.254.169.254/' })),
  'right-to-left': json(track({ userId: '\u202eada' })),
  markup: json(track({ event: '<script>alert(1)</script>' })),
  SQL: json(track({ userId: "'; DROP TABLE ids; --", messageId: "'; DROP TABLE ids; --" })),
  Liquid: json(track({ event: '{{ settings.apiKey }}' })),
  'a directive': json(track({ event: { '@path': '$.writeKey' } })),
  'a template': json(track({ properties: { '@template': '{{userId}}' } })),
  'an id of 200 kB': json(track({ messageId: 'x'.repeat(200_000) })),
  'an id of 30 kB': json(track({ userId: 'x'.repeat(30_000) })),
  'an empty id': json(track({ messageId: '' })),
  'an id that is a list': json(track({ messageId: ['a'] })),
  'an id that is an object': json(track({ userId: {} })),
  'an id that is a number': json(track({ userId: 1e21, messageId: 5 })),
  'an id that is true': json(track({ userId: true })),
  'an event that is a number': json(track({ event: 5 })),
  'an event that is a list': json(track({ event: ['A'] })),
  'properties that are a list': json(track({ properties: [1] })),
  'properties that are a text': json(track({ properties: 'x' })),
  'properties that are null': json(track({ properties: null })),
  'a context that is a list': json(track({ context: [] })),
  'a context that is a number': json(track({ context: 5 })),
  'integrations that are a text': json(track({ integrations: 'All' })),
  'integrations that are a list': json(track({ integrations: [false] })),
  'a timestamp before time': json(track({ timestamp: '-271821-04-20T00:00:00Z' })),
  'a timestamp behind time': json(track({ timestamp: '275760-09-13T00:00:00Z' })),
  'a timestamp that is large': json(track({ timestamp: 1e308 })),
  'a timestamp that is a list': json(track({ timestamp: [] })),
  'a sentAt that is an object': json(track({ sentAt: {}, timestamp: {} })),
  'another type': json({ ...track(), type: 'delete' }),
  'a batch inside': json(track({ batch: [{ type: 'track', userId: 'ada', event: 'B' }] })),
  'another write key': json({ ...track(), writeKey: 'nobody' }),
  'a write key of 1 MB': json({ ...track(), writeKey: 'x'.repeat(1_000_000) }),
  'a write key that is an object': json({ ...track(), writeKey: { toString: KEY } }),
  'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'overlong UTF-8': Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
  'UTF-16': Buffer.from(json(track()), 'utf16le'),
  'a byte order mark': `\uFEFF${json(track())}`,
  'a form': `writeKey=${KEY}&event=A`,
  XML: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
  '33 kB': json(track({ properties: { text: 'x'.repeat(33_000) } })),
  '10 MB': 'x'.repeat(10_000_000)
}

const BATCHES: Readonly<Record<string, unknown>> = {
  'that is null': null,
  'that is an object': { 0: track() },
  'that is a text': 'abc',
  'that is empty': [],
  'of nulls': [null, null],
  'of lists': [[[]]],
  'of batches': [{ type: 'batch', batch: [track()] }],
  'of 100,000': Array.from({ length: 100_000 }, () => 1),
  'of one id': Array.from({ length: 500 }, () => ({ type: 'track', ...track({ messageId: 'same' }) }))
}

/** What a batch may say for all of its messages, as text. */
const SHARED: Readonly<Record<string, string>> = {
  'that is 10,000 lists': nested('[', ']', 10_000),
  'that is 10,000 objects': '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  'that is 100 objects': '{"a":'.repeat(100) + '1' + '}'.repeat(100),
  'that is a text': '"All"',
  'that is a list': '[[]]',
  'of 400 kB': json({ large: 'x'.repeat(400_000) }),
  'of 32 kB': json({ large: 'x'.repeat(32_000) }),
  __proto__: '{"__proto__":{"polluted":1}}'
}

const sharing = (part: string, text: string): string =>
  `{"writeKey":"${KEY}","${part}":${text},"batch":${json(Array.from({ length: 500 }, () => ({ type: 'track', ...track() })))}}`

const GZIP: Readonly<Record<string, Uint8Array>> = {
  'that is a bomb': gzipSync(Buffer.alloc(50_000_000)),
  'within gzip': gzipSync(gzipSync(json(track()))),
  'that is cut off': gzipSync(json(track())).subarray(0, 30),
  'that is none': Buffer.from(json(track())),
  'that is nothing': Buffer.alloc(0),
  'with more behind it': Buffer.concat([gzipSync(json(track())), Buffer.from('more')])
}

/** What a socket may send in place of a request. */
const SOCKETS: Readonly<Record<string, string>> = {
  'another protocol': 'SSH-2.0-OpenSSH_9.0\r\n',
  TLS: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
  'no version': 'POST /v1/track\r\n\r\n',
  'a method of its own': 'BREW /v1/track HTTP/1.1\r\nHost: a\r\n\r\n',
  'a path of 100 kB': `POST /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'headers of 100 kB': `POST /v1/track HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
  'a thousand headers': `POST /v1/track HTTP/1.1\r\nHost: a\r\n${'X: a\r\n'.repeat(5000)}\r\n`,
  'two lengths': 'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
  'a length and chunks':
    'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
  'a length below zero': 'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
  'a length that is no number': 'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n',
  'a length that is larger than what comes':
    'POST /v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"writeKey":',
  'chunks without the last': 'POST /v1/batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n',
  'a part of a chunk': 'POST /v1/batch HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{}',
  'a part of gzip':
    'POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f\u008b\b',
  'a chunk that is none': 'POST /v1/track HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'a header without a name': 'POST /v1/track HTTP/1.1\r\n: a\r\n\r\n',
  'no host': 'POST /v1/track HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
  'a host that is none': 'POST /v1/track HTTP/1.1\r\nHost: a b/c?d\r\nContent-Length: 2\r\n\r\n{}',
  'an address as its path': 'POST http://evil.example/v1/track HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}',
  'an authorization that is none':
    'POST /v1/track HTTP/1.1\r\nHost: a\r\nAuthorization: Basic ====\r\nContent-Length: 2\r\n\r\n{}'
}

const PATHS = ['/v1/../../etc/passwd', '/v1/%2e%2e/track', '/v1/track%00', '/v1/%', '//v1//track', '/v1/track/', '/']

/** Sends bytes, and resolves with the status that is answered, if one is, when the other side ends. */
const sendRaw = (url: string, bytes: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname, () => socket.end(bytes, 'latin1'))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]) || undefined))
  })

const post = async (url: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(url, { method: 'POST', body: body as BodyInit, headers })
  return { status: response.status, text: await response.text() }
}

test('whatever is sent, the service answers, goes on, and writes no secret', async () => {
  const failures: string[] = []
  const expectClient = (name: string, status: number | undefined): void => {
    if (status === undefined || status < 200 || status >= 500) failures.push(`${name}: ${status}`)
  }
  const file = write('hostile.yaml', CONFIGURATION)
  const ran = await runUntil(file, async (url) => {
    for (const [name, body] of Object.entries(BODIES)) {
      expectClient(name, (await post(`${url}/v1/track`, body)).status)
      expectClient(`${name} as a batch`, (await post(`${url}/v1/batch`, body)).status)
    }
    for (const [name, batch] of Object.entries(BATCHES)) {
      expectClient(`a batch ${name}`, (await post(`${url}/v1/batch`, json({ writeKey: KEY, batch }))).status)
    }
    for (const [name, text] of Object.entries(SHARED)) {
      for (const part of ['context', 'integrations', 'sentAt']) {
        expectClient(`${part} ${name}`, (await post(`${url}/v1/batch`, sharing(part, text))).status)
      }
    }
    for (const [name, body] of Object.entries(GZIP)) {
      expectClient(`gzip ${name}`, (await post(`${url}/v1/track`, body, { 'content-encoding': 'gzip' })).status)
    }
    const brotli = brotliCompressSync(json(track()))
    expectClient('brotli', (await post(`${url}/v1/track`, brotli, { 'content-encoding': 'br' })).status)
    for (const way of PATHS) expectClient(way, (await post(url + way, json(track()))).status)
    for (const [name, bytes] of Object.entries(SOCKETS)) {
      const status = await sendRaw(url, bytes)
      if (status !== undefined) expectClient(name, status)
    }
    expect(await post(`${url}/v1/track`, json(track({ event: 'Still There' })))).toEqual({
      status: 200,
      text: '{"success":true}'
    })
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' })
    const operations = readFileSync(path('hostile-data/sandbox/operations-address'), 'utf8').trim()
    const metrics = await (await fetch(`${operations}/metrics`)).text()
    // None of it was a fault of the service, neither what was answered nor what went away before.
    expect(metrics).toMatch(/^waybill_http_request_duration_seconds_count\{.*status="4xx"/m)
    expect(metrics).not.toContain('status="5xx"')
  })
  expect(failures).toEqual([])
  expect(ran.status).toBe(0)
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(ran.all).not.toContain(KEY)
  const written = readdirSync(path('hostile-data/sandbox'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile()
  )
  expect(written.length).toBeGreaterThan(0)
  for (const { parentPath, name } of written) {
    expect([name, readFileSync(join(parentPath, name)).includes(KEY)]).toEqual([name, false])
  }
}, 60_000)
