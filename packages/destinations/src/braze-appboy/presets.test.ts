import { compileDestination, presetSubscription } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'
import { describePresets } from '../../test/describe-presets'
import { brazeAppboy } from '.'
import { examples } from './examples'

const compiled = compileDestination(brazeAppboy, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

const TIMESTAMP = '2026-03-04T05:06:07Z'

const actionOf = (event: string): readonly (string | undefined)[] =>
  plan({ type: 'track', userId: 'u', timestamp: TIMESTAMP, event }).map(
    ({ subscription }) => subscription?.partnerAction
  )

test.each([
  'Order Completed',
  'Completed Order',
  'Order completed',
  'completed order',
  'order_completed',
  'Completed_Order',
  'ORDER_COMPLETED',
  'OrderCompleted',
  'orderCompleted',
  'completedorder'
])('"%s" is an order', (event) => {
  expect(actionOf(event)).toEqual(['trackPurchase'])
})

test.each(['Order Completed Extra', 'Order Refunded', 'Uncompleted Order', 'Order', ''])(
  '"%s" is an event',
  (event) => {
    expect(actionOf(event)).toEqual(['trackEvent'])
  }
)

const anyEvent: fc.Arbitrary<SegmentEvent> = fc.record(
  {
    type: fc.constantFrom('identify', 'track', 'group', 'alias'),
    event: fc.constantFrom('Order Completed', 'completed_order', 'Order Refunded', 'Signed Up', ''),
    userId: fc.constantFrom('u', '', null),
    anonymousId: fc.constantFrom('a', null),
    timestamp: fc.constantFrom(TIMESTAMP, 'yesterday'),
    properties: fc.record({ revenue: fc.constantFrom(1, null), currency: fc.constant('EUR') }, { requiredKeys: [] })
  },
  { requiredKeys: ['type'] }
)

describePresets(brazeAppboy, examples, anyEvent)

/** What all presets together make of an event, the optional ones included. */
function withAllPresets(event: SegmentEvent): readonly (readonly [string | undefined, string, string?])[] {
  const subscriptions = brazeAppboy.presets.map((preset) => presetSubscription(brazeAppboy, preset))
  const all = compileDestination(brazeAppboy, { settings: examples.settings, subscriptions })
  if (!all.ok) throw new Error('The presets are wrong.')
  return all.plan
    .plan(event)
    .map(
      (planned) =>
        [planned.subscription?.name, planned.kind, ...(planned.kind === 'items' ? [planned.items[0]?.slot] : [])] as [
          string | undefined,
          string,
          string?
        ]
    )
}

test('revenue outside of orders is a purchase beside the event where that is asked for', () => {
  const track = { type: 'track', userId: 'u', timestamp: TIMESTAMP } as const
  const paid = { revenue: 5, currency: 'EUR' }
  expect(withAllPresets({ ...track, event: 'Tip Given', properties: paid })).toEqual([
    ['Track Event', 'items', 'events'],
    ['Track Revenue', 'items', 'purchases']
  ])
  expect(withAllPresets({ ...track, event: 'Tip Given', properties: { ...paid, revenue: 'much' } })).toEqual([
    ['Track Event', 'items', 'events'],
    ['Track Revenue', 'skipped']
  ])
  expect(withAllPresets({ ...track, event: 'Order Refunded', properties: paid })).toEqual([
    ['Track Event', 'items', 'events']
  ])
  expect(withAllPresets({ ...track, event: 'Order Completed', properties: paid })).toEqual([
    ['Track Purchase', 'items', 'purchases']
  ])
})

test('pages and screens are events where that is asked for, all of them or those with a name', () => {
  const view = { userId: 'u', timestamp: TIMESTAMP }
  expect(withAllPresets({ ...view, type: 'page', name: 'Home' }).map(([name]) => name)).toEqual([
    'Track Page View',
    'Track Named Page View'
  ])
  expect(withAllPresets({ ...view, type: 'page', name: '' }).map(([name]) => name)).toEqual(['Track Page View'])
  expect(withAllPresets({ ...view, type: 'screen' }).map(([name]) => name)).toEqual(['Track Screen View'])
  expect(plan({ ...view, type: 'page', name: 'Home' })).toEqual([
    { kind: 'skipped', reason: 'no subscription matches' }
  ])
})
