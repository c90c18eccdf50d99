import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import { planAcme, SECRET } from '../../../runner/test/acme'
import { eventBy } from '../../../runner/test/start-engine'
import { response, silence } from '../../../runner/test/vendor'
import { secretsIn } from '../../test/spellings'
import { closeOperations, startOperations } from '../../test/start-operations'
import { createServiceLog } from '../logging/service-log'
import { createTracing } from '../tracing/create-tracing'

afterAll(closeOperations)

/** Reads until the service ends it. */
async function readStream({ body }: Response): Promise<string> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of body ?? []) chunks.push(Buffer.from(chunk as Uint8Array))
  } catch {
    // The connection is cut when the service stops.
  }
  return Buffer.concat(chunks).toString()
}

/** A vendor that repeats the key in whatever it says. */
const ANSWERS = [
  response(400, { message: `the key ${SECRET} is fine, the thing is not` }),
  response(500, `internal error for ${encodeURIComponent(SECRET)}`),
  { ...silence('network'), message: `connect failed: https://acme.example/?key=${encodeURIComponent(SECRET)}` },
  response(429, { detail: Buffer.from(SECRET).toString('base64') }, { 'retry-after': '1' }),
  response(422, { [SECRET]: { message: SECRET } }),
  response(200, { errors: [{ index: 0, reason: `refused, said ${SECRET}` }], echo: { key: SECRET } }),
  response(401, { message: `unknown key ${SECRET}` })
]

test('whatever goes wrong, no secret is in a log, a metric, an answer, a trace or a file', async () => {
  const lines: string[] = []
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  const folder = mkdtempSync(join(tmpdir(), 'waybill-secrets-'))
  let asked = 0
  const service = await startOperations({
    folder,
    store: await createEmbeddedStore({ path: join(folder, 'queue.db') }),
    parts: [
      createServiceLog({ write: (line) => void lines.push(line), level: 'debug' }),
      createTracing({
        environment: { OTEL_TRACES_EXPORTER: 'otlp' },
        createTracer: () => Promise.resolve({ api, tracer: provider.getTracer('test'), close: () => Promise.resolve() })
      })
    ],
    transportOf: (vendor) => ({
      ...vendor,
      send: () => Promise.resolve(ANSWERS[Math.min(asked++, ANSWERS.length - 1)] ?? response(200))
    })
  })
  const stream = readStream(await fetch(`${service.url}/waybill/api/stream?token=${service.token}`))

  for (const user of ['ada', 'bob', 'cy', 'dan', 'eve']) {
    await service.accept(eventBy(user, 'send', user))
    for (let second = 0; second < 20; second++) await service.clock.advance(1000)
  }
  service.tell({ kind: 'configuration-refused', problems: [`waybill.yaml:3: ${SECRET} is no key`] })
  service.tell({ kind: 'request-failed', route: '/v1/track', error: new Error(SECRET) })

  const answers: unknown[] = []
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await service.ask(method, path, body)
    answers.push(answer)
    return answer
  }
  for (const path of ['/status', '/dead-letters', '/dead-letters/1', '/outcomes', '/events', '/history', '/jobs']) {
    expect((await ask('GET', path)).status).toBe(200)
  }
  await ask('POST', '/authentication-tests')
  await ask('POST', '/replays/dry-run', { instance: 'acme', filter: {} })
  await ask('POST', '/dead-letters/1/try', { event: eventBy('ada', 'send', SECRET) })
  await ask('POST', '/instances/acme/pause', { reason: 'to look' })
  await ask('POST', '/instances/none/pause')
  const metrics = await (await fetch(`${service.url}/metrics`)).text()
  await service.close()
  const streamed = await stream
  const spans = JSON.stringify(
    exporter.getFinishedSpans().map(({ name, attributes, status, events }) => [name, attributes, status, events])
  )

  // All of it has happened, and what was said of it is there.
  expect(asked).toBeGreaterThanOrEqual(ANSWERS.length)
  expect(lines.join('')).toMatch(/refuses everything[^]*waybill\.yaml:3: ‹redacted›/)
  expect(JSON.stringify(answers)).toContain('‹redacted›')
  expect(streamed).toContain('‹redacted›')
  expect(spans).toContain('POST acme/send')

  for (const text of [lines.join(''), metrics, JSON.stringify(answers), streamed, spans]) {
    expect(secretsIn(text, [SECRET])).toEqual([])
  }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['queue.db', 'operations-token', 'paused.json']))
  for (const { parentPath, name } of files) {
    expect([name, secretsIn(readFileSync(join(parentPath, name), 'latin1'), [SECRET])]).toEqual([name, []])
  }
})

test('what a vendor says of a key whose instance has gone meanwhile is shown without the key', async () => {
  const service = await startOperations({
    transportOf: (vendor) => ({
      ...vendor,
      send: (_, { signal }) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve(response(403, { message: `unknown key ${SECRET}` })))
        })
    })
  })
  const stream = readStream(await fetch(`${service.url}/waybill/api/stream?token=${service.token}`))
  await service.accept(eventBy('ada', 'send', '1'))
  await service.clock.advance(1000)
  await service.change({ instances: [{ id: 'other', plan: planAcme() }] })
  await service.close()
  const streamed = await stream
  expect(streamed).toContain('unknown key ‹redacted›')
  expect(secretsIn(streamed, [SECRET])).toEqual([])
})
