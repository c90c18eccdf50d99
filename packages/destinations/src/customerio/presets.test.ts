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
      { device: fc.record({ token: fc.constantFrom('t', '', null) }, { requiredKeys: [] }) },
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
