import * as fc from 'fast-check'
import { startSandbox, type JsonRecord, type Sandbox } from '../index'
import { isList, isRecord, member, type JsonValue } from '../json/json'
import { createTestClient } from './test-client'

let batched: Sandbox
let single: Sandbox

beforeAll(async () => {
  batched = await startSandbox()
  single = await startSandbox()
})

afterAll(() => Promise.all([batched.close(), single.close()]))

const id = fc.constantFrom('1', '2', '3', '')
const identifiers = fc.oneof(
  fc.record({ id }),
  fc.record({ email: fc.constantFrom('a@example.com', 'A@example.com', 'none') }),
  fc.record({ anonymous_id: fc.constantFrom('c1', 'c2') })
)
const attributes: fc.Arbitrary<JsonRecord> = fc.dictionary(
  fc.constantFrom('id', 'email', 'anonymous_id', 'plan', 'created_at', '_update'),
  fc.constantFrom('1', 'b@example.com', 'c1', 7, true, null)
)
const relationships = fc.array(
  fc.record({
    identifiers: fc.record({ object_type_id: fc.constant('1'), object_id: fc.constantFrom('acme', 'globex') })
  }),
  { maxLength: 2 }
)
const entity = fc.oneof(
  fc.record({
    type: fc.constant('person'),
    action: fc.constantFrom('identify', 'delete', 'event', 'suppress', 'unsuppress', 'add_relationships'),
    identifiers,
    attributes,
    name: fc.constantFrom('bought', 'sold'),
    cio_relationships: relationships
  }),
  fc.record({
    type: fc.constant('person'),
    action: fc.constant('merge'),
    primary: fc.record({ id }),
    secondary: fc.record({ id })
  })
)

const refusedPositions = (body: JsonValue): JsonValue[] => {
  const errors = isRecord(body) ? (member(body, 'errors') ?? []) : []
  const positions = (isList(errors) ? errors : []).map((error) =>
    isRecord(error) ? (error['batch_index'] ?? null) : null
  )
  return [...new Set(positions)]
}

test('a batch leaves the state that its items leave one by one, and refuses the same ones', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entity, { minLength: 1, maxLength: 12 }), async (entities) => {
      batched.vendors.customerio.reset()
      single.vendors.customerio.reset()
      const reply = await createTestClient(batched.vendors.customerio.url).batch(entities)
      const client = createTestClient(single.vendors.customerio.url)
      const refused: number[] = []
      for (const [batch_index, each] of entities.entries()) {
        if ((await client.entity(each)).status === 400) refused.push(batch_index)
      }
      expect(reply.status).toBe(refused.length === 0 ? 200 : 207)
      expect(refusedPositions(reply.body)).toEqual(refused)
      expect(batched.vendors.customerio.state()).toEqual(single.vendors.customerio.state())
    }),
    { numRuns: 40 }
  )
})
