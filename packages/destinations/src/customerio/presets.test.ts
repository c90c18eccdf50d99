import { compileDestination } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'
import { describePresets } from '../../test/describe-presets'
import { customerio } from '.'
import { examples } from './examples'

const compiled = compileDestination(customerio, { settings: examples.settings })
if (!compiled.ok) throw new Error('The example settings are wrong.')
const { plan } = compiled.plan

const NAMES = [
  'Application Installed',
  'Application Opened',
  'Application Uninstalled',
  'Device Created or Updated',
  'Device Deleted',
  'Relationship Deleted',
  'Object Deleted',
  'User Deleted',
  'User Suppressed',
  'User Unsuppressed',
  'Report Delivery Event',
  'Signed Up',
  ''
]

const anyEvent: fc.Arbitrary<SegmentEvent> = fc.record(
  {
    type: fc.constantFrom('identify', 'track', 'page', 'screen', 'group', 'alias'),
    event: fc.constantFrom(...NAMES),
    userId: fc.constantFrom('u', '', null),
    anonymousId: fc.constantFrom('a', null),
    context: fc.record(
      {
        device: fc.record(
          { token: fc.constantFrom('t', '', null), type: fc.constantFrom('ios', null) },
          { requiredKeys: [] }
        ),
        os: fc.record({ name: fc.constantFrom('iOS', null) }, { requiredKeys: [] })
      },
      { requiredKeys: [] }
    )
  },
  { requiredKeys: ['type'] }
)

describePresets(customerio, examples, anyEvent)

test('a device without a token, or with an empty one, is no device', () => {
  const event: SegmentEvent = {
    type: 'track',
    userId: 'u',
    event: 'Application Opened',
    context: { device: { token: '' } }
  }
  expect(plan(event).map(({ kind, subscription }) => [kind, subscription?.partnerAction])).toEqual([
    ['items', 'trackEvent']
  ])
})

test.each([
  [{ device: { token: 't' } }, 'trackEvent'],
  [{ device: { token: 't', type: null }, os: { name: null } }, 'trackEvent'],
  [{ device: { token: 't', type: 'ios' } }, 'createUpdateDevice'],
  [{ device: { token: 't' }, os: { name: 'Android' } }, 'createUpdateDevice']
])('a device of no platform cannot be saved, and its event still counts: %j', (context, action) => {
  const event: SegmentEvent = { type: 'track', userId: 'u', event: 'Application Installed', context }
  expect(plan(event).map(({ kind, subscription }) => [kind, subscription?.partnerAction])).toEqual([['items', action]])
})
