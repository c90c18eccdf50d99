export { createTestIntegration, Destination as SegmentRuntime, HTTPError } from '@segment/actions-core'
export type { DestinationDefinition } from '@segment/actions-core'
export { toSegment } from './to-segment'
