import fc from 'fast-check'
import { planOf, subscriptionTo } from '../../test/acme'
import type { SegmentEvent } from '../event'

const NAMES = ['Signed Up', 'signed up', 'Order Completed', 'toString', '']

// FQL of every shape the index looks at: bound to types, to names, to neither, to both in one branch only.
const fql = fc.letrec<{ clause: string; expression: string }>((tie) => ({
  clause: fc.oneof(
    fc.constantFrom('track', 'page', 'identify', 'delete').map((type) => `type = "${type}"`),
    fc.constantFrom('track', 'page').map((type) => `type != "${type}"`),
    fc.constantFrom(...NAMES).map((name) => `event = "${name}"`),
    fc.constantFrom(...NAMES).map((name) => `event != "${name}"`),
    fc.constantFrom('Order', '').map((part) => `contains(event, "${part}")`),
    fc.constantFrom('properties.plan = "pro"', 'userId = null', 'event = null', 'match(event, "Sign*")')
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('clause'),
    fc
      .tuple(tie('expression'), fc.constantFrom('and', 'or'), tie('expression'))
      .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    tie('expression').map((inner) => `!(${inner})`)
  )
})).expression

const event: fc.Arbitrary<SegmentEvent> = fc.record(
  {
    type: fc.constantFrom('track', 'page', 'identify', 'screen', 'delete'),
    event: fc.oneof(fc.constantFrom(...NAMES, 'Unknown'), fc.constantFrom(null, 7) as fc.Arbitrary<never>),
    userId: fc.constantFrom('u1', null),
    properties: fc.record({ plan: fc.constantFrom('pro', 'free') })
  },
  { requiredKeys: ['type'] }
)

test('the index finds what asking every subscription would find, in the same order', () => {
  fc.assert(
    fc.property(
      fc.array(fql, { minLength: 1, maxLength: 12 }),
      fc.array(event, { minLength: 5, maxLength: 10 }),
      (expressions, events) => {
        const plan = planOf(
          expressions.map((subscribe, index) => ({ ...subscriptionTo('identifyUser', subscribe), name: String(index) }))
        )
        for (const one of events) {
          const asked = plan.subscriptions.filter(({ matches }) => matches(one))
          const found = plan.plan(one).flatMap(({ subscription }) => (subscription ? [subscription] : []))
          expect(found).toEqual(asked.map(({ subscription }) => subscription))
        }
      }
    ),
    { numRuns: 300 }
  )
})

test('a subscription to any name stands between those to one name, where it was written', () => {
  const plan = planOf(
    ['event = "A"', 'type = "track"', 'event = "A"', 'event = "B"', 'event != "A"', 'event = "B"'].map(
      (subscribe, index) => ({ ...subscriptionTo('identifyUser', subscribe), name: String(index) })
    )
  )
  const namesFor = (name: string | undefined) =>
    plan
      .plan({ type: 'track', userId: 'u1', ...(name !== undefined && { event: name }) })
      .map(({ subscription }) => subscription?.name)
  expect(namesFor('A')).toEqual(['0', '1', '2'])
  expect(namesFor('B')).toEqual(['1', '3', '4', '5'])
  expect(namesFor('C')).toEqual(['1', '4'])
  expect(namesFor(undefined)).toEqual(['1', '4'])
})
