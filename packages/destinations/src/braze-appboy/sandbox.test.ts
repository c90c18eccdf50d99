import {
  authenticationRequest,
  buildRequest,
  compileDestination,
  encodeRequest,
  splitByLimits,
  utf8Bytes
} from '@waybill/kit'
import type { HttpResponse, SegmentEvent } from '@waybill/kit'
import type { SandboxUnderTest } from '@waybill/kit/testing'
import fc from 'fast-check'
import { startSandboxOf } from '../../test/sandbox-under-test'
import { brazeAppboy } from '.'
import { usersTrack } from './endpoints'
import { examples } from './examples'

let sandbox: SandboxUnderTest
beforeAll(async () => {
  sandbox = await startSandboxOf('braze')
})
beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

async function testCredentials(settings: Readonly<Record<string, unknown>>): Promise<HttpResponse> {
  const request = authenticationRequest(brazeAppboy, settings)
  if (request === undefined) throw new Error('There is no test of the credentials.')
  return await sandbox.send(encodeRequest(brazeAppboy, settings, request))
}

test('the test of the credentials tells a right key from a wrong one, and changes nothing', async () => {
  expect((await testCredentials(examples.settings)).status).toBe(201)
  expect((await testCredentials({ ...examples.settings, appGroupId: 'another key' })).status).toBe(401)
  expect(sandbox.state()).toMatchObject({ users: [], deletions: [], merges: [] })
})

const compiled = compileDestination(brazeAppboy, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

/** Sends what the presets make of an event to the doors it goes to, and says what they answered. */
async function send(event: SegmentEvent): Promise<readonly HttpResponse[]> {
  const answers: HttpResponse[] = []
  for (const planned of plan(event)) {
    if (planned.kind !== 'items') continue
    for (const part of splitByLimits(planned.items, ({ body }) => utf8Bytes(body.text), usersTrack.limits)) {
      const request = buildRequest(planned.subscription.action.endpoint, examples.settings, part)
      answers.push(await sandbox.send(encodeRequest(brazeAppboy, examples.settings, request)))
    }
  }
  return answers
}

const NAMES = [
  'plan',
  'email',
  'phone',
  'birthday',
  'dob',
  'gender',
  'avatar',
  'address',
  'country',
  'language',
  'time_zone',
  'name',
  'firstName',
  'bio',
  'external_id',
  'user_alias',
  'braze_id',
  'email_subscribe',
  'push_tokens',
  'subscription_groups',
  'current_location',
  'date_of_first_session',
  'facebook',
  'twitter',
  '_merge_objects',
  'time',
  'event_name',
  'price',
  'currency',
  'quantity',
  'product_id',
  'products',
  'revenue',
  '$x',
  'a.b',
  'a b',
  ''
]

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('2026-03-04T05:06:07Z', 'ada@example.com', 'https://example.com/a.png', 'PT', 'opted_in', 'male'),
  fc.string({ minLength: 250, maxLength: 260 })
)
const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 }))
const { anyValue } = fc.letrec((tie) => ({
  anyValue: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('anyValue'), { maxLength: 4 }),
    fc.dictionary(name, tie('anyValue'), { maxKeys: 4 })
  )
}))
const anything = fc.dictionary(name, anyValue as fc.Arbitrary<unknown>, { maxKeys: 10 })

const products = fc.array(
  fc.record(
    {
      product_id: fc.oneof(text, fc.integer()),
      price: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), text),
      quantity: fc.oneof(fc.integer({ min: -1, max: 11_000 }), fc.double({ min: 0, max: 200, noNaN: true })),
      color: anyValue
    },
    { requiredKeys: [] }
  ),
  { maxLength: 5 }
)

test('whatever an event carries, Braze takes what is made of it', async () => {
  const anyEvent = fc.record({
    type: fc.constantFrom('identify', 'track'),
    event: fc.constantFrom('Order Completed', 'Signed Up'),
    userId: fc.constant('u'),
    timestamp: fc.constant('2026-03-04T05:06:07Z'),
    traits: anything,
    // A currency that does not exist is left to Braze to refuse: any other in its place would be a wrong amount.
    properties: fc.tuple(anything, fc.option(products)).map(([more, list]) => ({
      ...more,
      currency: 'eur',
      ...(list && { products: list })
    }))
  })
  await fc.assert(
    fc.asyncProperty(anyEvent, async (event) => {
      for (const { status, body } of await send(event)) {
        expect({ status, errors: (body as { errors?: unknown }).errors }).toEqual({ status: 201 })
      }
    }),
    // A rare counterexample is worth more than the smallest one, which takes minutes to find among strings so long.
    { numRuns: 200, interruptAfterTimeLimit: 20_000 }
  )
})
