import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as api from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { response, silence } from '../../../runner/test/vendor'
import { startCore } from '../../test/start-core'
import type { TestCoreOptions } from '../../test/start-core'
import { createTracing } from './create-tracing'
import { readTraceSettings } from './trace-settings'

async function start(options: TestCoreOptions = {}) {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const tracing = createTracing({
    environment: { OTEL_TRACES_EXPORTER: 'otlp' },
    createTracer: () => Promise.resolve({ api, tracer: provider.getTracer('test'), close: () => Promise.resolve() })
  })
  const test = await startCore({ ...options, parts: [tracing] })
  const spans = () =>
    exporter.getFinishedSpans().map(({ name, kind, attributes, status, startTime, endTime }) => ({
      name,
      kind,
      attributes,
      status: status.code,
      milliseconds: (endTime[0] - startTime[0]) * 1000 + Math.round((endTime[1] - startTime[1]) / 1e6)
    }))
  return { ...test, spans }
}

test('a request to a vendor is a span that names its deliveries', async () => {
  const test = await start()
  const events = [eventBy('ada', 'send twice', '1'), eventBy('bob', 'send', '2')]
  await test.accept(...events)
  await test.finish()
  expect(test.spans().filter(({ kind }) => kind === api.SpanKind.CLIENT)).toEqual([
    {
      name: 'POST acme/send',
      kind: 2,
      status: 0,
      milliseconds: 10,
      attributes: {
        'http.request.method': 'POST',
        'http.response.status_code': 200,
        'server.address': 'acme.example',
        'server.port': 443,
        'waybill.instance': 'acme',
        'waybill.lane': 'acme/send',
        'waybill.items': 3,
        'waybill.actions': ['send', 'sendAgain'],
        'waybill.message_ids': events.map(({ messageId }) => messageId)
      }
    }
  ])
})

test.each([
  [response(422, { message: 'ada@example.com is wrong' }), { 'http.response.status_code': 422, 'error.type': '422' }],
  [silence('timeout'), { 'error.type': 'timeout' }]
])('what goes wrong is an error: %j', async (exchange, attributes) => {
  let asked = 0
  const send = () => Promise.resolve((asked += 1) === 1 ? exchange : response(200))
  const test = await start({ transportOf: (vendor) => ({ ...vendor, send }) })
  await test.accept(eventBy('ada@example.com', 'send', '1'))
  await test.finish()
  const span = test.spans().find(({ kind }) => kind === api.SpanKind.CLIENT)
  expect(span).toMatchObject({ status: 2, attributes })
})

test('a request to what is no URL is a span without a server', async () => {
  const silent = silence('network')
  const test = await start({ transportOf: (vendor) => ({ ...vendor, send: () => Promise.resolve(silent) }) })
  await test.accept(eventBy('ada', 'send', '1'))
  await test.clock.advance(300)
  const started = test.told.find((event) => event.kind === 'request-started')
  const ended = test.told.find((event) => event.kind === 'request-ended')
  if (started === undefined || ended === undefined) throw new Error('Nothing was sent.')
  const request = { ...started.request, url: 'https://exa%mple:99999/' }
  test.tell({ ...started, request })
  test.tell({ ...ended, request })
  const [span] = test
    .spans()
    .filter(({ kind }) => kind === api.SpanKind.CLIENT)
    .slice(-1)
  expect(Object.keys(span?.attributes ?? {})).toEqual(expect.not.arrayContaining(['server.address', 'server.port']))
  expect(span?.attributes).toMatchObject({ 'error.type': 'network' })
})

test('what comes in is spans, too', async () => {
  const test = await start()
  test.tell({ kind: 'events-accepted', source: 'website', events: [eventBy('ada', 'send', '1')], milliseconds: 3 })
  test.tell({ kind: 'request-answered', route: '/v1/track', method: 'POST', status: 503, milliseconds: 20 })
  expect(test.spans()).toMatchObject([
    { name: 'accept events', milliseconds: 3, attributes: { 'waybill.source': 'website', 'waybill.events': 1 } },
    { name: 'POST /v1/track', kind: 1, status: 2, milliseconds: 20, attributes: { 'http.route': '/v1/track' } }
  ])
})

test('no span holds a secret, a user, a path or a value of an event', async () => {
  const test = await start()
  await test.accept(eventBy('ada@example.com', 'sendToList', 'thing of ada'), eventBy('ada@example.com', 'send', 'x'))
  await test.finish()
  const text = JSON.stringify(test.spans())
  expect(text).toContain('acme/sendToList')
  for (const word of [SECRET, 's3cr3t', 'ada', 'lists/', 'thing']) expect(text).not.toContain(word)
})

test('a span names so many messages and no more', async () => {
  const test = await start()
  await test.accept(...Array.from({ length: 30 }, (_, user) => eventBy(String(user), 'send', String(user))))
  await test.finish()
  const span = test.spans().find(({ kind }) => kind === api.SpanKind.CLIENT)
  expect(span?.attributes).toMatchObject({ 'waybill.items': 30 })
  expect(span?.attributes['waybill.message_ids']).toHaveLength(20)
})

test.each([
  [{}, 'off'],
  [{ OTEL_SERVICE_NAME: 'x' }, 'off'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, 'off'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'on'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, 'on'],
  [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'on'],
  [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'off'],
  [{ OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, 'off'],
  [{ OTEL_TRACES_EXPORTER: 'zipkin' }, 'refused'],
  [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'refused'],
  [{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'on']
])('with %j traces are %s', (environment, kind) => expect(readTraceSettings(environment).kind).toBe(kind))

test('what cannot be done stops the start, with what to do', async () => {
  const tracing = createTracing({ environment: { OTEL_TRACES_EXPORTER: 'jaeger' } })
  await expect(startCore({ parts: [tracing] })).rejects.toThrow(/"jaeger".*"otlp"/)
  const missing = createTracing({
    environment: { OTEL_TRACES_EXPORTER: 'otlp' },
    createTracer: () => Promise.reject(Object.assign(new Error('x'), { code: 'MODULE_NOT_FOUND' }))
  })
  await expect(startCore({ parts: [missing] })).rejects.toThrow(/npm install @opentelemetry/)
})

/** The exporter loads what it needs by `import()`, which Jest's sandbox does not have. */
const PROGRAM = `
  require('esbuild-register/dist/node').register()
  const { createTracing } = require(process.argv[1])
  async function main() {
    const part = await createTracing({ environment: process.env }).open({ clock: { now: Date.now } })
    const request = { method: 'POST', url: 'https://acme.example/lists/ada', headers: {}, body: '{}' }
    const deliveries = [{ id: 'message 1', key: 'ada', instance: 'acme', action: 'send' }]
    part.tell({ kind: 'request-started', instance: 'acme', lane: 'acme/send', request, deliveries })
    part.tell({ kind: 'request-ended', request, exchange: { kind: 'response', response: { status: 200 } } })
    await part.close()
  }
  void main()
`

test('traces arrive at the collector that the environment names, when the service stops at the latest', async () => {
  const bodies: Buffer[] = []
  const collector = createServer((request, reply) => {
    request.on('data', (chunk: Buffer) => bodies.push(chunk)).on('end', () => reply.writeHead(200).end())
  })
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve))
  const { port } = collector.address() as AddressInfo
  const program = spawn(process.execPath, ['-e', PROGRAM, join(__dirname, 'create-tracing.ts')], {
    cwd: join(__dirname, '../../../..'),
    stdio: 'inherit',
    env: {
      ...process.env,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test'
    }
  })
  const [status] = (await once(program, 'exit')) as [number]
  await new Promise((resolve) => collector.close(resolve))
  const sent = Buffer.concat(bodies).toString('latin1')
  expect(status).toBe(0)
  for (const word of ['POST acme/send', 'message 1', 'waybill', 'deployment.environment']) expect(sent).toContain(word)
  expect(sent).not.toContain('ada')
})
