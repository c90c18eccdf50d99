import type { SegmentEvent } from '@waybill/kit'
import type { LifecycleEvent, Recovery } from '@waybill/runner'

/** Everything that happens in a service: what its runner tells, and what comes in. Logs, metrics and pages are made of it. */
export type ServiceEvent =
  | LifecycleEvent
  | {
      readonly kind: 'service-started'
      readonly recovery: Recovery
      readonly sources: number
      readonly instances: number
      /** Where events are taken. */
      readonly url: string
    }
  /** What is sent once more to named instances, as by a replay, was accepted before and is not told again; nor are its repeats. */
  | {
      readonly kind: 'events-accepted'
      readonly source: string
      readonly events: readonly SegmentEvent[]
      /** From being read until being durable. */
      readonly milliseconds: number
    }
  /** Dead letters were put back, or sent edited: so many deliveries, which had ended, will end once more. */
  | { readonly kind: 'deliveries-returned'; readonly instance: string; readonly lane: string; readonly count: number }
  /** So many were answered with success and dropped: their ids have come before, and were accepted then. */
  | { readonly kind: 'events-repeated'; readonly source: string; readonly events: number }
  /** One message was not taken, for a reason that its sender was told; the others beside it were. */
  | { readonly kind: 'event-refused'; readonly source: string; readonly reason: string }
  /** Nothing was taken, since there was no room: the sender was told to send again. */
  | { readonly kind: 'accepting-refused'; readonly source: string; readonly reason: string; readonly events: number }
  | {
      readonly kind: 'request-answered'
      /** The pattern of the path, never the path: that may hold an id. */
      readonly route: string
      readonly method: string
      readonly status: number
      readonly milliseconds: number
    }
  /** A fault of ours: what it says may quote anything, so that only its name may be shown. */
  | { readonly kind: 'request-failed'; readonly route: string; readonly error: unknown }
  /** The ids of instances that are new, different or gone. */
  | {
      readonly kind: 'configuration-reloaded'
      readonly added: readonly string[]
      readonly changed: readonly string[]
      readonly removed: readonly string[]
      /** Sections that have changed, and take effect when the service is started again. */
      readonly waiting: readonly string[]
    }
  /** The configuration before goes on. Each problem has its place in front. */
  | { readonly kind: 'configuration-refused'; readonly problems: readonly string[] }
  /** A retry or a replay that the end of an earlier process interrupted; so many are done. */
  | { readonly kind: 'job-goes-on'; readonly title: string; readonly done: number }
  | {
      readonly kind: 'job-ended'
      readonly title: string
      readonly state: 'done' | 'cancelled' | 'failed'
      readonly done: number
      readonly repeated: number
      readonly total: number | null
      /** Why it failed. */
      readonly reason: string | null
    }
  | { readonly kind: 'compacted'; readonly milliseconds: number }
  | { readonly kind: 'compacting-failed'; readonly error: unknown }
  /** What is too old for the event log could not be removed, for a reason of the system's; it is tried again. */
  | { readonly kind: 'expiring-failed'; readonly reason: string }
  /** A part has thrown, which is a fault of ours: of what it says only its name may be shown. Told of the first fault only. */
  | { readonly kind: 'part-failed'; readonly part: string; readonly error: unknown }
  | { readonly kind: 'service-stopping'; readonly reason: string }
  /** How much waits is not known of a queue that has failed. */
  | { readonly kind: 'service-stopped'; readonly waiting?: number }
