import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { createMemoryStore, QueueStoreError } from '@waybill/runner'
import { eventBy } from '../../../runner/test/start-engine'
import type { TestCoreOptions } from '../../test/start-core'
import { closeOperations, startOperations } from '../../test/start-operations'
import type { TestOperations } from '../../test/start-operations'

afterAll(closeOperations)

const start = (options: TestCoreOptions = {}): Promise<TestOperations> =>
  // Open to other machines, as for a Prometheus that is one.
  startOperations({ ...options, operations: { metricsPort: 0, metricsHost: '0.0.0.0' } })

/** Where the service says that its metrics are. */
const metricsUrl = ({ parts }: TestOperations): string =>
  parts.flatMap(({ where = [] }) => where).find(({ name }) => name === 'metrics')?.address ?? ''

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks as another machine would, which knows the service by a name of its own. */
async function ask(service: TestOperations, { method = 'GET', path = '/metrics', headers = {} }: Asked = {}) {
  const { port } = new URL(metricsUrl(service))
  return new Promise<{ status: number | undefined; type: string | undefined; body: string }>((resolve, reject) => {
    const options = { port, method, path, headers: { host: 'waybill.example:9090', ...headers }, agent: false }
    const asked = request(options, (answer) => {
      const { statusCode: status, headers: answered } = answer
      text(answer).then((body) => resolve({ status, type: answered['content-type'], body }), reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('metrics are answered on a port of their own, without a token, also to other machines', async () => {
  const service = await start()
  await service.accept(eventBy('ada', 'send', '1'))
  await service.finish()
  expect(metricsUrl(service)).toMatch(/^http:\/\/0\.0\.0\.0:\d+\/metrics$/)
  expect(new URL(metricsUrl(service)).port).not.toBe(new URL(service.url).port)
  const { status, type, body } = await ask(service)
  expect({ status, type }).toEqual({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8' })
  expect(body).toContain('waybill_deliveries_delivered_total{instance="acme",action="send"} 1\n')
  expect(body).toContain('process_cpu_seconds_total')
})

test.each([
  ['GET', '/'],
  ['GET', '/metrics/'],
  ['GET', '/metrics/x'],
  ['POST', '/metrics'],
  ['GET', '/healthz'],
  ['GET', '/waybill/'],
  ['GET', '/waybill/api/status'],
  ['GET', '/waybill/api/stream'],
  ['POST', '/waybill/api/instances/acme/pause'],
  ['POST', '/v1/track']
])('%s %s is nothing there, not even for who knows the token', async (method, path) => {
  const service = await start()
  const headers = { authorization: `Bearer ${service.token}` }
  expect(await ask(service, { method, path, headers })).toMatchObject({ status: 404, body: '404 Not Found' })
})

test('without a port of their own they are on the operations port', async () => {
  const service = await startOperations()
  expect(metricsUrl(service)).toBe(`${service.url}/metrics`)
})

test('a port that is taken is a sentence', async () => {
  const service = await start()
  const port = Number(new URL(metricsUrl(service)).port)
  const second = startOperations({ folder: service.folder, operations: { metricsPort: port } })
  await expect(second).rejects.toMatchObject({
    name: 'CannotStart',
    message: `It cannot listen on 127.0.0.1:${port} (EADDRINUSE); choose another operations.metricsHost or operations.metricsPort.`
  })
})

test('a queue that cannot be read is answered as such, and not described to everybody', async () => {
  const error = new QueueStoreError('FAILED', 'The queue file /secret/queue.db cannot be read.')
  let isBroken = false
  const store = createMemoryStore()
  const size: typeof store.size = (lane) => (isBroken ? Promise.reject(error) : store.size(lane))
  const service = await start({ store: { ...store, size } })
  isBroken = true
  const said = jest.spyOn(console, 'error')
  expect(await ask(service)).toMatchObject({ status: 503, body: 'The queue cannot be read.\n' })
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
})
