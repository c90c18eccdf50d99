import type { Destination, Examples } from '@waybill/kit'
import type { SegmentDefinition } from '@waybill/kit/segment'

/** What a folder turned out to hold. */
export type Definition =
  /** Declared with the kit. */
  | {
      readonly kind: 'declared'
      readonly destination: Destination
      /** Absent when there is no examples.ts beside it, or one that cannot be read. */
      readonly examples?: Examples
    }
  /** Written for Segment's own runtime: its `perform` cannot be looked into. */
  | { readonly kind: 'segment'; readonly definition: SegmentDefinition }
