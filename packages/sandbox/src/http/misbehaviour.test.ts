import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createTestClient } from '../customerio/test-client'
import { startSandbox, type Fault, type RecordedRequest, type Sandbox } from '../index'

const identify = { type: 'person', action: 'identify', identifiers: { id: '42' } }
const now = Date.UTC(2025, 0, 31, 23, 59, 58)

let sandbox: Sandbox
let waits: number[]
let taken: (request: RecordedRequest) => void

beforeEach(async () => {
  waits = []
  taken = () => {}
  sandbox = await startSandbox({
    onRequest: (request) => taken(request),
    clock: {
      now: () => now,
      wait: (milliseconds) => {
        waits.push(milliseconds)
        return Promise.resolve()
      }
    }
  })
})

afterEach(() => sandbox.close())

const send = () => createTestClient(sandbox.vendors.customerio.url).entity(identify)
const misbehave = (fault: Fault): void => sandbox.vendors.customerio.misbehave({ fault })
const isApplied = (): boolean => sandbox.vendors.customerio.state().people.length === 1

test('latency delays the answer and changes nothing else', async () => {
  misbehave({ kind: 'latency', milliseconds: 250 })
  expect(await send()).toMatchObject({ status: 200, body: {} })
  expect(waits).toEqual([250])
  expect(isApplied()).toBe(true)
})

test.each([400, 401, 404, 408, 422, 500, 501, 502, 503, 504, 529])(
  'a status of %i comes with the vendor’s way to word an error and nothing is applied',
  async (status) => {
    misbehave({ kind: 'status', status })
    expect(await send()).toMatchObject({
      status,
      body: { errors: [{ reason: 'simulated', field: '', message: `simulated ${status}` }] }
    })
    expect(isApplied()).toBe(false)
  }
)

test('a status can carry a body and headers of its own, and come after the request was applied', async () => {
  misbehave({
    kind: 'status',
    status: 502,
    body: 'Bad Gateway',
    headers: { 'content-type': 'text/html' },
    applied: true
  })
  const reply = await send()
  expect(reply).toMatchObject({ status: 502, body: 'Bad Gateway' })
  expect(reply.headers.get('content-type')).toBe('text/html')
  expect(isApplied()).toBe(true)
})

test('a rule that cannot be put on the wire is a defect that the answer owns up to', async () => {
  misbehave({ kind: 'status', status: 503, headers: { 'x-test': 'one\r\ntwo: three' } })
  const reply = await send()
  expect(reply.status).toBe(500)
  expect(JSON.stringify(reply.body)).toContain('sandbox: TypeError')
})

test('a status that has no body is sent without one', async () => {
  misbehave({ kind: 'status', status: 204 })
  expect(await send()).toMatchObject({ status: 204, body: '' })
})

test('a 429 can do without Retry-After or carry either of its forms', async () => {
  misbehave({ kind: 'rate-limited' })
  misbehave({ kind: 'rate-limited', retryAfter: { form: 'seconds', seconds: 7 } })
  misbehave({ kind: 'rate-limited', retryAfter: { form: 'date', seconds: 7 } })
  const replies = [await send(), await send(), await send()]
  expect(replies.map(({ status }) => status)).toEqual([429, 429, 429])
  expect(replies.map(({ headers }) => headers.get('retry-after'))).toEqual([null, '7', 'Sat, 01 Feb 2025 00:00:05 GMT'])
  expect(isApplied()).toBe(false)
})

test.each([false, true])('a reset gives no answer, whether the request was applied or not (%s)', async (applied) => {
  misbehave({ kind: 'reset', applied })
  await expect(send()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(isApplied()).toBe(applied)
  expect(sandbox.vendors.customerio.requests()).toMatchObject([{ status: null, fault: 'reset' }])
})

test.each([false, true])('a request that hangs ends when the sandbox closes (applied: %s)', async (applied) => {
  misbehave({ kind: 'hang', applied })
  const arrival = new Promise<RecordedRequest>((resolve) => (taken = resolve))
  const failure = send().catch((error: unknown) => error)
  expect(await arrival).toMatchObject({ status: null, fault: 'hang' })
  expect(isApplied()).toBe(applied)
  await sandbox.close()
  expect(await failure).toMatchObject({ message: 'fetch failed' })
})

test('a truncated body announces the whole answer and ends in the middle', async () => {
  misbehave({ kind: 'truncated-body' })
  const socket = connect(Number(new URL(sandbox.vendors.customerio.url).port), '127.0.0.1')
  socket.write('GET /nowhere HTTP/1.1\r\nhost: sandbox\r\n\r\n')
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  const whole = JSON.stringify({ meta: { errors: ['there is nothing at /nowhere'] } })
  expect(head).toContain(`content-length: ${whole.length}`)
  expect(body).toBe(whole.slice(0, Math.floor(whole.length / 2)))
})

test('a truncated body is applied and breaks the reading of the answer', async () => {
  misbehave({ kind: 'truncated-body' })
  await expect(send()).rejects.toThrow('terminated')
  expect(isApplied()).toBe(true)
})

test('malformed and empty bodies come with the right status, the request applied', async () => {
  misbehave({ kind: 'malformed-body' })
  misbehave({ kind: 'empty-body' })
  expect(await send()).toMatchObject({ status: 200, body: '<html>not JSON' })
  expect(await send()).toMatchObject({ status: 200, body: '' })
  expect(isApplied()).toBe(true)
})

test('failing items are refused and the others of the batch are not', async () => {
  misbehave({ kind: 'failing-items', indexes: [0, 2] })
  const batch = ['1', '2', '3'].map((id) => ({ type: 'person', action: 'identify', identifiers: { id } }))
  const reply = await createTestClient(sandbox.vendors.customerio.url).batch(batch)
  const message = 'the sandbox was asked to refuse this item'
  expect(reply).toMatchObject({
    status: 207,
    body: { errors: [0, 2].map((batch_index) => ({ batch_index, reason: 'invalid', field: '', message })) }
  })
  expect(sandbox.vendors.customerio.state().people.map(({ id }) => id)).toEqual(['2'])
})

test('failing items leave a request alone that is no batch', async () => {
  misbehave({ kind: 'failing-items', indexes: [0] })
  expect(await send()).toMatchObject({ status: 200 })
})

test('after its misbehaviour the sandbox behaves', async () => {
  misbehave({ kind: 'status', status: 500 })
  expect((await send()).status).toBe(500)
  expect((await send()).status).toBe(200)
})

test('told to behave, it forgets the rules', async () => {
  misbehave({ kind: 'status', status: 500 })
  sandbox.vendors.customerio.behave()
  expect((await send()).status).toBe(200)
})

test('what exceeds the rate is answered 429, until the limit is lifted', async () => {
  const { customerio } = sandbox.vendors
  customerio.limitRate({ requests: 2, perSeconds: 10 })
  const replies = [await send(), await send(), await send()]
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(replies[2]?.headers.get('retry-after')).toBe('10')
  expect(replies[2]?.body).toMatchObject({ errors: [{ message: 'too many requests' }] })
  customerio.limitRate(null)
  expect((await send()).status).toBe(200)
})

test('a sandbox can be started with a rate, which a reset restores', async () => {
  const limited = await startSandbox({ customerio: { rate: { requests: 0, perSeconds: 1 } } })
  const { customerio } = limited.vendors
  const client = createTestClient(customerio.url)
  expect((await client.entity(identify)).status).toBe(429)
  customerio.limitRate(null)
  expect((await client.entity(identify)).status).toBe(200)
  customerio.reset()
  expect((await client.entity(identify)).status).toBe(429)
  await limited.close()
})
