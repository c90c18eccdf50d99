import * as fc from 'fast-check'
import { startSandbox, type Sandbox } from '../index'
import { inputArrays } from './checks/check-item'
import { createBrazeClient } from './test-client'

let batched: Sandbox
let single: Sandbox

beforeAll(async () => {
  batched = await startSandbox()
  single = await startSandbox()
})

afterAll(() => Promise.all([batched.close(), single.close()]))

const alias = fc.record({ alias_name: fc.constantFrom('a', 'b'), alias_label: fc.constant('l') })
const user = fc.oneof(
  fc.record({ external_id: fc.constantFrom('1', '2', '') }),
  fc.record({ user_alias: alias, _update_existing_only: fc.boolean() }),
  fc.record({ email: fc.constantFrom('a@example.com', 'none') })
)
const time = fc.constantFrom('2025-01-31T12:00:00Z', '2025-02-01T12:00:00+01:00', 'now')
const attributes = fc
  .tuple(
    user,
    fc.record({
      plan: fc.constantFrom('pro', null, 7),
      tags: fc.constantFrom(['a'], { add: ['b'] }, { remove: ['a'] })
    })
  )
  .map(([who, what]) => ({ ...what, ...who }))
const event = fc
  .tuple(user, fc.record({ name: fc.constantFrom('bought', ''), time }))
  .map(([who, what]) => ({ ...what, ...who }))
const purchase = fc
  .tuple(
    user,
    fc.record({ product_id: fc.constant('hat'), currency: fc.constantFrom('EUR', 'eur'), price: fc.integer(), time })
  )
  .map(([who, what]) => ({ ...what, ...who }))
const request = fc.record({
  attributes: fc.array(attributes, { maxLength: 8 }),
  events: fc.array(event, { maxLength: 8 }),
  purchases: fc.array(purchase, { maxLength: 8 })
})

test('a batch leaves the state that its objects leave one by one, and refuses the same ones', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (body) => {
      batched.vendors.braze.reset()
      single.vendors.braze.reset()
      const reply = await createBrazeClient(batched.vendors.braze.url).track(body)
      const client = createBrazeClient(single.vendors.braze.url)
      const refused: string[] = []
      for (const array of inputArrays) {
        for (const [index, object] of body[array].entries()) {
          if ((await client.track({ [array]: [object] })).status === 400) refused.push(`${array} ${index}`)
        }
      }
      expect(errorPlaces(reply.body)).toEqual(refused)
      expect(batched.vendors.braze.state()).toEqual(single.vendors.braze.state())
    }),
    { numRuns: 40 }
  )
})

interface Errors {
  readonly errors?: readonly { readonly input_array: string; readonly index: number }[]
}

const errorPlaces = (body: unknown): string[] => {
  const places = ((body as Errors).errors ?? []).map(({ input_array, index }) => `${input_array} ${index}`)
  return [...new Set(places)]
}
