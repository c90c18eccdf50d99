import { startSandbox, type Sandbox } from '../../index'
import { compareText } from '../../json/json'
import { createTestClient, type TestClient } from '../test-client'

let sandbox: Sandbox
let client: TestClient

beforeEach(async () => {
  sandbox = await startSandbox()
  client = createTestClient(sandbox.vendors.customerio.url)
})

afterEach(() => sandbox.close())

const identify = (id: string, attributes: object = {}) => ({
  type: 'person',
  action: 'identify',
  identifiers: { id },
  attributes
})

const ids = () => sandbox.vendors.customerio.state().people.map(({ id }) => id ?? '')

// An event: what belongs to it has no limit of its own that is smaller than the whole.
const ofSize = (id: string, bytes: number) => {
  const event = { type: 'person', action: 'event', identifiers: { id }, name: 'e', attributes: { padding: '' } }
  event.attributes.padding = 'x'.repeat(bytes - JSON.stringify(event).length)
  return event
}

test('a valid entity is answered with an empty object', async () => {
  const reply = await client.entity(identify('42'))
  expect(reply).toMatchObject({ status: 200, body: {} })
  expect(reply.headers.get('content-type')).toBe('application/json')
  expect(ids()).toEqual(['42'])
})

test('an invalid entity is answered with everything that is wrong with it and nothing is applied', async () => {
  const reply = await client.entity({ type: 'person', action: 'event', identifiers: { id: '42' }, timestamp: 'now' })
  expect(reply).toMatchObject({
    status: 400,
    body: {
      errors: [
        { reason: 'required', field: 'name', message: 'name is required' },
        { reason: 'invalid', field: 'timestamp' }
      ]
    }
  })
  expect(ids()).toEqual([])
})

test('an entity may have 32,000 bytes and no more', async () => {
  expect((await client.entity(ofSize('42', 32_000))).status).toBe(200)
  const reply = await client.entity(ofSize('42', 32_001))
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ reason: 'too_large', field: '' }] } })
})

test('a batch of valid items is answered with an empty object', async () => {
  expect(await client.batch([identify('1'), identify('2')])).toMatchObject({ status: 200, body: {} })
  expect(ids().toSorted(compareText)).toEqual(['1', '2'])
})

test('a batch with invalid items names them by position and applies the others', async () => {
  const reply = await client.batch([identify('1'), identify(''), identify('3'), 'not an item'])
  expect(reply).toMatchObject({ status: 207 })
  expect(reply.body).toEqual({
    errors: [
      { batch_index: 1, reason: 'required', field: 'identifiers.id', message: 'identifiers.id is required' },
      { batch_index: 3, reason: 'invalid', field: '', message: 'the request must be an object' }
    ]
  })
  expect(ids().toSorted(compareText)).toEqual(['1', '3'])
})

test('an item with several issues is named once for each', async () => {
  const reply = await client.batch([{ type: 'person', action: 'merge' }])
  expect(reply).toMatchObject({
    status: 207,
    body: {
      errors: [
        { batch_index: 0, field: 'primary' },
        { batch_index: 0, field: 'secondary' }
      ]
    }
  })
})

test('an item of a batch may have 32,000 bytes and no more', async () => {
  const reply = await client.batch([ofSize('1', 32_000), ofSize('2', 32_001), identify('3')])
  expect(reply).toMatchObject({ status: 207, body: { errors: [{ batch_index: 1, reason: 'too_large', field: '' }] } })
  expect(ids().toSorted(compareText)).toEqual(['1', '3'])
})

test('a batch may have 500,000 bytes and no more', async () => {
  const frame = JSON.stringify({ batch: [] }).length
  const batchOf = (bytes: number) => {
    const items = Array.from({ length: 15 }, (_none, index) => ofSize(String(index + 10), 31_999))
    return [...items, ofSize('last', bytes - frame - 15 * 32_000)]
  }
  expect((await client.batch(batchOf(500_000))).status).toBe(200)
  sandbox.vendors.customerio.reset()
  const reply = await client.batch(batchOf(500_001))
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ reason: 'too_large', field: '' }] } })
  expect(ids()).toEqual([])
})

test.each([[{}], [{ batch: [] }], [{ batch: {} }], [[]], [null]])('%j is no batch', async (body) => {
  const reply = await client.send({ method: 'POST', path: '/api/v2/batch', body })
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ reason: 'required', field: 'batch' }] } })
})
