import { parseFql as parseSegmentFql, validate } from '@segment/destination-subscriptions'
import { compileDestination } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'
import { tractionboard } from '.'
import { examples } from './examples'

const compiled = compileDestination(tractionboard, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

const anyEvent: fc.Arbitrary<SegmentEvent> = fc.record(
  {
    type: fc.constantFrom('identify', 'track', 'page', 'screen', 'group', 'alias'),
    event: fc.constantFrom(
      'Payment Made',
      'Refund Received',
      'cancel',
      'signup',
      'Cancel',
      'payment made',
      'Signed Up',
      ''
    ),
    userId: fc.constantFrom('u', '', null),
    context: fc.oneof(
      fc.constant(null),
      fc.constant({}),
      fc.record({
        personas: fc.record(
          {
            computation_class: fc.constantFrom('trait', 'audience', 'journey_step', null),
            computation_key: fc.constantFrom('big_spender', '', null)
          },
          { requiredKeys: [] }
        )
      })
    )
  },
  { requiredKeys: ['type'] }
)

test('every event goes to exactly one preset, and none is lost between them', () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const planned = plan(event)
      expect(planned).toHaveLength(1)
      expect(planned[0]?.subscription).toBeDefined()
    }),
    { numRuns: 500 }
  )
})

test("Segment's runtime reads the presets the same way", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      const theirs = tractionboard.presets.filter(({ subscribe }) => validate(parseSegmentFql(subscribe), { ...event }))
      expect(theirs.map(({ name }) => name)).toEqual(plan(event).map(({ subscription }) => subscription?.name))
    }),
    { numRuns: 500 }
  )
})

test.each([
  [{ type: 'page' }, 'trackVisit'],
  [{ type: 'screen' }, 'trackVisit'],
  [{ type: 'identify' }, 'identifyUser'],
  [{ type: 'identify', context: { personas: { computation_key: 'big_spender' } } }, 'setUserProperty'],
  [{ type: 'identify', context: { personas: { computation_key: 'total_revenue' } } }, 'setUserProperty'],
  [{ type: 'track', event: 'Payment Made' }, 'trackPayment'],
  [{ type: 'track', event: 'Refund Received' }, 'trackRefund'],
  [{ type: 'track', event: 'cancel' }, 'cancelUser'],
  [{ type: 'track', event: 'signup' }, 'signUpUser'],
  [{ type: 'track', event: 'Signed Up' }, 'trackEvent'],
  [
    { type: 'track', event: 'Audience Entered', context: { personas: { computation_key: 'big_spender' } } },
    'trackEvent'
  ],
  [{ type: 'group' }, 'saveGroupTraits'],
  [{ type: 'alias' }, 'aliasUser']
] as const)('%j goes to %s', (event, action) => {
  expect(plan(event).map(({ subscription }) => subscription?.partnerAction)).toEqual([action])
})
