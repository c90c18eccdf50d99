import type { AnyEndpoint, EncodedRequest, Exchange, Redactor, SegmentEvent, SegmentEventType } from '@waybill/kit'

/** One event on its way through one subscription: the unit that is accounted for. */
export interface Delivery {
  /** The id the event was accepted under: its `messageId` unless the caller gave another, such as a line of a file. */
  readonly id: string
  /** The user whose order it keeps. */
  readonly key: string
  readonly instance: string
  /** That of its event, for who need not read the event. */
  readonly type: SegmentEventType
  readonly event: SegmentEvent
  /** Absent when no subscription wanted the event. */
  readonly subscription?: string | undefined
  readonly action?: string | undefined
}

/** How a delivery ended. Every delivery ends exactly once. */
export type Ended =
  | { readonly kind: 'delivered'; readonly status: number; readonly attempts: number }
  | { readonly kind: 'skipped'; readonly reason: string }
  /** Refused before sending (no status) or by the vendor, in its own words. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly status?: number; readonly attempts: number }
  /** Tried for as long as allowed; what kept failing. */
  | { readonly kind: 'expired'; readonly reason: string; readonly status?: number; readonly attempts: number }

/** Why a lane sends nothing until somebody resumes it. */
export type PauseCause = 'asked' | 'wide-failure'

/** Why a lane waits that has something to send: for its declared rate, or since its vendor asked for it. */
export type HoldCause = 'rate' | 'vendor'

/** What the runner tells of its work: progress, summaries, logs, metrics and traces are fed from it. */
export type LifecycleEvent =
  /** So many deliveries by one action were accepted and will end. No action stands for what no subscription wanted. */
  | {
      readonly kind: 'deliveries-accepted'
      readonly instance: string
      readonly action: string | undefined
      readonly count: number
    }
  /** So many were not accepted, since their lane has seen the id of their event and not yet forgotten it. */
  | {
      readonly kind: 'deliveries-repeated'
      readonly instance: string
      readonly action: string | undefined
      readonly count: number
    }
  /** The first request that carries something of it starts. */
  | { readonly kind: 'delivery-started'; readonly delivery: Delivery; readonly lane: string }
  | {
      readonly kind: 'delivery-retried'
      readonly delivery: Delivery
      readonly reason: string
      readonly afterMilliseconds: number
    }
  /** Told once the outcome is recorded, so that whoever counts never counts more than the ledger holds. */
  | {
      readonly kind: 'delivery-ended'
      readonly delivery: Delivery
      readonly ended: Ended
      readonly notes: readonly string[]
      /** It may have been delivered twice: an answer never came, or a process ended before recording it. */
      readonly unknown: boolean
    }
  /** The request carries credentials: whoever shows it redacts it. */
  | {
      readonly kind: 'request-started'
      readonly instance: string
      readonly lane: string
      readonly endpoint: AnyEndpoint
      readonly request: EncodedRequest
      /** The delivery each item belongs to, in order of the items. */
      readonly deliveries: readonly Delivery[]
    }
  | {
      readonly kind: 'request-ended'
      readonly instance: string
      readonly lane: string
      readonly request: EncodedRequest
      readonly exchange: Exchange
      /** Knows the secrets it was made with, which may not be those of the instance any more. */
      readonly redactor: Redactor
      readonly milliseconds: number
    }
  /** Something that a request carried will be tried again. */
  | {
      readonly kind: 'request-retried'
      readonly instance: string
      readonly lane: string
      readonly reason: string
      readonly afterMilliseconds: number
    }
  /** A request that was ready has been held back to keep to the declared rate, or because its vendor asked for a pause. */
  | {
      readonly kind: 'lane-held-back'
      readonly instance: string
      readonly lane: string
      readonly cause: HoldCause
      readonly milliseconds: number
    }
  | {
      readonly kind: 'lane-paused'
      readonly instance: string
      readonly lane: string
      readonly cause: PauseCause
      /** Of a wide failure: the vendor's words, which may name a user. */
      readonly reason: string
      /** What the vendor answered; absent when somebody asked for the pause. */
      readonly status?: number
    }
  | { readonly kind: 'lane-resumed'; readonly instance: string; readonly lane: string }
  | { readonly kind: 'circuit-opened'; readonly instance: string; readonly lane: string; readonly reason: string }
  | { readonly kind: 'circuit-closed'; readonly instance: string; readonly lane: string }
  /** Its disk is full: what has ended cannot be recorded, and nothing is sent, until there is room. */
  | { readonly kind: 'store-full'; readonly error: unknown }
  | { readonly kind: 'store-has-room' }
  /** The store cannot go on, and the runner not without it: whatever has not ended waits for the next start. */
  | { readonly kind: 'store-failed'; readonly error: unknown }
  /** The store holds messages for a lane that no instance has any more, or not yet. */
  | { readonly kind: 'lane-unserved'; readonly lane: string; readonly waiting: number }
