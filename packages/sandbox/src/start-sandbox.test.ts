import { startSandbox, type Sandbox } from './index'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

test('every vendor listens on an origin of its own on the loopback interface', async () => {
  expect(sandbox.vendors.customerio.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const response = await fetch(`${sandbox.vendors.customerio.url}/__sandbox/state`)
  expect(response.status).toBe(200)
})

test('a vendor listens on the port it is given, and one that is taken is reported', async () => {
  const port = Number(new URL(sandbox.vendors.customerio.url).port)
  await expect(startSandbox({ customerio: { port } })).rejects.toThrow('EADDRINUSE')
  await sandbox.close()
  sandbox = await startSandbox({ customerio: { port } })
  expect(sandbox.vendors.customerio.url).toBe(`http://127.0.0.1:${port}`)
})

test('two sandboxes share nothing', async () => {
  const other = await startSandbox()
  other.vendors.customerio.misbehave({ fault: { kind: 'status', status: 503 } })
  await fetch(`${other.vendors.customerio.url}/auth`)
  expect(other.vendors.customerio.requests()).toHaveLength(1)
  expect(sandbox.vendors.customerio.requests()).toEqual([])
  await other.close()
})
