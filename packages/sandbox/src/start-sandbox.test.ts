import { createServer } from 'node:net'
import { once } from 'node:events'
import { startSandbox, type RecordedRequest, type Sandbox, type VendorName } from './index'

let sandbox: Sandbox
let requests: (RecordedRequest & { vendor: VendorName })[]

beforeEach(async () => {
  requests = []
  sandbox = await startSandbox({ onRequest: (request) => void requests.push(request) })
})

afterEach(() => sandbox.close())

test('every vendor listens on an origin of its own on the loopback interface', async () => {
  const urls = Object.values(sandbox.vendors).map(({ url }) => url)
  expect(new Set(urls).size).toBe(4)
  for (const url of urls) {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const response = await fetch(`${url}/__sandbox/state`)
    expect(response.status).toBe(200)
  }
})

test('a vendor listens on the port it is given, and one that is taken is reported', async () => {
  const port = Number(new URL(sandbox.vendors.customerio.url).port)
  await expect(startSandbox({ customerio: { port } })).rejects.toThrow('EADDRINUSE')
  await sandbox.close()
  sandbox = await startSandbox({ customerio: { port } })
  expect(sandbox.vendors.customerio.url).toBe(`http://127.0.0.1:${port}`)
})

test('a vendor that cannot start leaves none of the others behind', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const free = Number(new URL(sandbox.vendors.boomtrain.url).port)
  await sandbox.close()
  await expect(startSandbox({ boomtrain: { port: free }, tractionboard: { port } })).rejects.toThrow('EADDRINUSE')
  await expect(fetch(`http://127.0.0.1:${free}/__sandbox/state`)).rejects.toThrow('fetch failed')
  taken.close()
})

test('every request is reported with the vendor it was for', async () => {
  for (const { url } of Object.values(sandbox.vendors)) await fetch(`${url}/nowhere`)
  expect(requests.map(({ vendor }) => vendor)).toEqual(['boomtrain', 'braze', 'customerio', 'tractionboard'])
})

test('two sandboxes share nothing', async () => {
  const other = await startSandbox()
  other.vendors.customerio.misbehave({ fault: { kind: 'status', status: 503 } })
  await fetch(`${other.vendors.customerio.url}/auth`)
  expect(other.vendors.customerio.requests()).toHaveLength(1)
  expect(sandbox.vendors.customerio.requests()).toEqual([])
  await other.close()
})
