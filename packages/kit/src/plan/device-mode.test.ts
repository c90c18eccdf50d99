import type { SegmentEvent } from '../event'
import { isSentInDeviceMode } from './device-mode'

const sent = (metadata: unknown): boolean =>
  isSentInDeviceMode({ type: 'track', _metadata: metadata }, ['Acme', 'Acme (Actions)'], 'acme-web')

test.each([
  [undefined],
  [null],
  ['Acme'],
  [['Acme']],
  [{}],
  [{ bundled: null }],
  [{ bundled: 'Acme' }],
  [{ bundled: { Acme: true } }],
  [{ bundled: [] }],
  [{ bundledIds: 'acme-web' }],
  // What analytics.js sends of a page without device mode.
  [{ bundled: ['Segment.io'], unbundled: ['Acme'], bundledIds: [] }],
  [{ bundled: ['Segment.io', 'Other'], unbundled: [], bundledIds: ['other-web'] }],
  // Names are compared as they are written, as Segment compares those of the integrations object.
  [{ bundled: ['acme'] }],
  [{ bundled: ['Acme Web'] }]
])('%j leaves the event to the cloud', (metadata) => {
  expect(sent(metadata)).toBe(false)
})

test.each([
  [{ bundled: ['Acme'] }],
  [{ bundled: ['Other', 'Segment.io', 'Acme (Actions)'] }],
  [{ bundled: [7, null, 'Acme'], unbundled: [], bundledIds: [] }],
  // Both lists name it when a page loads what its source has switched to the cloud: the page has sent it.
  [{ bundled: ['Acme'], unbundled: ['Acme'] }],
  [{ bundled: ['Segment.io'], bundledIds: ['other', 'acme-web'] }]
])('%j says that the page has sent the event', (metadata) => {
  expect(sent(metadata)).toBe(true)
})

test('ids belong to no plan without an id', () => {
  const event: SegmentEvent = { type: 'track', _metadata: { bundledIds: [undefined, 'acme-web'] } }
  expect(isSentInDeviceMode(event, ['Acme'])).toBe(false)
})
