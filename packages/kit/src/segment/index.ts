export { createTestIntegration } from '@segment/actions-core'
export { toSegment } from './to-segment'
