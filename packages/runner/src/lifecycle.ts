import type { AnyEndpoint, EncodedRequest, Exchange, SegmentEvent } from '@waybill/kit'

/** One event on its way through one subscription: the unit that is accounted for. */
export interface Delivery {
  readonly event: SegmentEvent
  /** Where the caller has the event from, such as a file and line; the runner only hands it back. */
  readonly reference: string | undefined
  /** Absent when no subscription wanted the event. */
  readonly subscription?: string
  readonly action?: string
}

/** How a delivery ended. Every delivery ends exactly once. */
export type Ended =
  | { readonly kind: 'delivered'; readonly status: number; readonly attempts: number }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** Refused before sending (no status) or by the vendor, in its own words. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly status?: number; readonly attempts: number }
  /** Tried for as long as allowed; what kept failing. */
  | { readonly kind: 'expired'; readonly reason: string; readonly status?: number; readonly attempts: number }

/** What the runner tells of its work: progress, summaries, logs and metrics are fed from it. */
export type LifecycleEvent =
  | {
      readonly kind: 'request-started'
      readonly endpoint: AnyEndpoint
      readonly request: EncodedRequest
      /** The delivery each item belongs to, in order of the items. */
      readonly deliveries: readonly Delivery[]
    }
  | {
      readonly kind: 'request-ended'
      readonly request: EncodedRequest
      readonly exchange: Exchange
      readonly milliseconds: number
    }
  | { readonly kind: 'request-retried'; readonly reason: string; readonly afterMilliseconds: number }
  | {
      readonly kind: 'delivery-ended'
      readonly delivery: Delivery
      readonly ended: Ended
      readonly notes: readonly string[]
    }
