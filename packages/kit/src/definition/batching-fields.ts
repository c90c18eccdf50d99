import type { EndpointLimits } from './endpoint'
import type { Fields } from '../fields'

/** The fields by which Segment's runtime is told how to batch; the runtime reads them, the action does not. */
export const batchingFields = (limits: EndpointLimits): Fields => ({
  enable_batching: {
    label: 'Batch Data',
    description: 'Send events together where the destination takes several at once.',
    type: 'boolean',
    default: true,
    unsafe_hidden: true
  },
  batch_size: {
    label: 'Batch Size',
    description: 'How many events are sent together at the most.',
    type: 'number',
    default: limits.items ?? 1000,
    unsafe_hidden: true
  },
  ...(limits.bytes !== undefined && {
    batch_bytes: {
      label: 'Batch Bytes',
      description: 'How many bytes are sent together at the most.',
      type: 'number',
      default: limits.bytes,
      unsafe_hidden: true
    }
  })
})
