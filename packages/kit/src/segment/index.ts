import * as actionsCore from '@segment/actions-core'

export { actionsCore }
export { createTestIntegration } from '@segment/actions-core'
export { openSegmentRuntime } from './runtime'
export type {
  SegmentChoices,
  SegmentDefinition,
  SegmentHeaders,
  SegmentResponse,
  SegmentResult,
  SegmentRuntime,
  SegmentRuntimeAction
} from './runtime'
export { toSegment } from './to-segment'
