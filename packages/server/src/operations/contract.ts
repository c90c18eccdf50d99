/**
 * What the operations API speaks: JSON over HTTP on a port of its own, on this machine only, with a token, under
 * `/waybill/api/` as the tester's (`../tester/contract.ts`), so that one page can be opened with either.
 *
 * Every request carries the token as `x-waybill-token` or as `Authorization: Bearer`; `stream` takes it as the parameter
 * `token`, since an `EventSource` sends no headers. The page is opened as `http://127.0.0.1:<port>/waybill/#token=<token>`.
 * Every time is in milliseconds since 1970. Secrets of settings read `‹redacted›` in all of it; events are shown as they are.
 *
 * | route, below /waybill/api               | request                         | response                                   |
 * | --------------------------------------- | ------------------------------- | ------------------------------------------ |
 * | GET  /status                            |                                 | {@link Status}                             |
 * | POST /instances/<id>/pause              | {@link PauseRequest}            | {@link InstanceStatus}                     |
 * | POST /instances/<id>/resume             |                                 | {@link InstanceStatus}                     |
 * | POST /authentication-tests              | {@link AuthenticationTestRequest} | {@link AuthenticationTests}              |
 * | GET  /dead-letters                      | {@link DeadLetterQuery}         | {@link DeadLetterPage}                     |
 * | GET  /dead-letters/count                | {@link DeadLetterFilter}        | {@link DeadLetterCount}                    |
 * | GET  /dead-letters/<position>           |                                 | {@link DeadLetterDetail}                   |
 * | POST /dead-letters/<position>/try       | {@link TryRequest}              | {@link EventWay}                           |
 * | POST /dead-letters/<position>/retry     | {@link RetryEditedRequest}      | {@link RetriedEdited}                      |
 * | POST /dead-letters/retry                | {@link RetryRequest}            | {@link Job}                                |
 * | POST /dead-letters/drop                 | {@link DropRequest}             | {@link Dropped}                            |
 * | GET  /outcomes                          | {@link OutcomeQuery}            | {@link OutcomePage}                        |
 * | GET  /events                            | {@link EventQuery}              | {@link EventPage}                          |
 * | GET  /events/<id>                       |                                 | {@link EventDetail}                        |
 * | GET  /deletions?user=<id>                |                                 | {@link Deletions}                          |
 * | POST /replays/dry-run                   | {@link ReplayRequest}           | {@link ReplayPreview}                      |
 * | POST /replays                           | {@link ReplayRequest}           | {@link Job}                                |
 * | GET  /jobs                              |                                 | {@link Jobs}                               |
 * | GET  /jobs/<id>                         |                                 | {@link Job}                                |
 * | POST /jobs/<id>/cancel                  |                                 | {@link Job}                                |
 * | GET  /history                           |                                 | {@link History}                            |
 * | GET  /stream?token=<token>              |                                 | Server-Sent Events, data {@link LiveEvent} |
 *
 * What is not carried out is answered with a {@link Refusal}: 400 the request is wrong, 401 no or a wrong token, 403 a
 * foreign Host or Origin, 404 no such thing, 409 it cannot be done as things are, 413 too large, 422 an edited event or
 * mapping has mistakes.
 */
import type { ConfigurationProblem, SegmentEvent } from '@waybill/kit'
import type { Deletion } from '../deletion/read-deletions'
import type { ExplainedSubscription, ShownRequest } from '../tester/contract'

export type { ConfigurationProblem, ExplainedSubscription, SegmentEvent, ShownRequest }

/** The answer to a request that was not carried out; the HTTP status says which kind of mistake it was. */
export interface Refusal {
  /** One sentence: what is wrong and what to do. */
  readonly error: string
  /** Mistakes in an edited mapping or event, each with its place. */
  readonly problems?: readonly ConfigurationProblem[]
}

export interface Status {
  readonly now: number
  readonly startedAt: number
  /** What an earlier process left behind, and this one took up. */
  readonly recovered: { readonly waiting: number; readonly unknown: number }
  readonly instances: readonly InstanceStatus[]
  /** Lanes with messages that no instance of the configuration serves. */
  readonly unserved: readonly { readonly lane: string; readonly waiting: number; readonly deadLetters: number }[]
  readonly eventLog: EventLogStatus
  /** Since the start. */
  readonly totals: Totals
}

export interface InstanceStatus {
  readonly instance: string
  readonly destination: { readonly slug: string; readonly name: string }
  /** The worst of its lanes: paused before open circuit before running. */
  readonly health: 'running' | 'circuit-open' | 'paused' | 'stopped'
  readonly subscriptions: readonly SubscriptionSummary[]
  readonly lanes: readonly LaneView[]
}

export interface SubscriptionSummary {
  readonly name: string
  readonly action: string
  /** FQL. */
  readonly subscribe: string
  /** The lane its items travel in. */
  readonly lane: string
  /** As it is compiled; what to start from when trying another one. */
  readonly mapping: { readonly [field: string]: unknown }
}

/** Messages of one instance on their way to one endpoint of its vendor. */
export interface LaneView {
  readonly lane: string
  readonly state:
    | { readonly kind: 'waiting-for-start' | 'running' | 'stopped' }
    /** `wide-failure`: the vendor refused everything, so that nothing is sent, and nothing set aside, until it is resumed. */
    | { readonly kind: 'paused'; readonly cause: 'asked' | 'wide-failure'; readonly reason: string }
  readonly circuit: 'closed' | 'open'
  /** Requests that may be under way, and are. */
  readonly concurrency: number
  readonly underWay: number
  /** Messages that have not ended, and when the oldest of them was accepted; null when there is none. */
  readonly waiting: number
  readonly oldestAcceptedAt: number | null
  readonly deadLetters: number
}

export interface EventLogStatus {
  readonly isKept: boolean
  readonly bytes: number
  /** When the oldest event in it was accepted; null when it is empty. */
  readonly oldestAt: number | null
}

/**
 * Numbers of deliveries (an event at a subscription); `retried` counts tries, all others deliveries. What is accepted and what is
 * returned is what is delivered, rejected, expired, skipped or still waits.
 */
export interface Totals {
  readonly accepted: number
  /** Put back from the dead letters, or sent edited in place of one: they end once more. */
  readonly returned: number
  /** Dropped because the id of their event had come before; not among those accepted. */
  readonly repeated: number
  readonly delivered: number
  readonly rejected: number
  readonly expired: number
  readonly skipped: number
  readonly retried: number
}

export interface PauseRequest {
  /** Shown wherever the pause is. @default 'paused by an operator' */
  readonly reason?: string
}

export interface AuthenticationTestRequest {
  /** @default all instances */
  readonly instance?: string
}

export interface AuthenticationTests {
  readonly results: readonly {
    readonly instance: string
    /** `untested`: the vendor documents no request for it that changes nothing. */
    readonly result: 'accepted' | 'refused' | 'untested'
    /** One sentence; absent when accepted. */
    readonly reason?: string
  }[]
}

/** As query parameters. All that are given must hold; times are milliseconds since 1970. */
export interface DeadLetterFilter {
  readonly instance?: string
  readonly lane?: string
  /** The user or anonymous id. */
  readonly user?: string
  readonly messageId?: string
  /** The name of a track event, page or screen, or the type of another event. */
  readonly event?: string
  /** A part of the reason, whatever its case. */
  readonly reason?: string
  readonly setAsideFrom?: number
  readonly setAsideUntil?: number
}

export interface DeadLetterQuery extends DeadLetterFilter {
  /** Only those after this position: `next` of the page before. */
  readonly after?: number
  /** @default 50, at most 500 */
  readonly maximum?: number
}

export interface DeadLetterPage {
  /** Oldest first. */
  readonly deadLetters: readonly DeadLetterSummary[]
  /** For `after` of the next page; null when this was the last. */
  readonly next: number | null
}

/** How many there are now: what to ask a person before all of them are retried or dropped. */
export interface DeadLetterCount {
  readonly count: number
  /** For `last` of a selection that means these and none set aside later; 0 when there are none. */
  readonly last: number
}

export interface DeadLetterSummary {
  /** What it is known by in this API; never used again for another. */
  readonly position: number
  readonly lane: string
  readonly instance: string
  readonly messageId: string
  readonly user: string | null
  readonly type: string
  readonly event: string | null
  /** The vendor's own words, or why it was given up. */
  readonly reason: string
  readonly attempts: number
  readonly acceptedAt: number
  readonly setAsideAt: number
}

export interface DeadLetterDetail extends DeadLetterSummary {
  readonly body: SegmentEvent
  /** What would be sent now, in the lane it was set aside from; null when no instance serves the lane any more. */
  readonly way: EventWay | null
  /** What is recorded of it at this instance, last first. */
  readonly outcomes: readonly OutcomeView[]
}

/** What one instance makes of one event: matched, mapped, items, request. */
export interface EventWay {
  readonly instance: string
  /** Whether the event is for this destination at all. Explained all the same; nothing would be sent. */
  readonly isEnabled: boolean
  /** Why it is not: `event.integrations`, or the page has sent it itself; absent when `isEnabled`. */
  readonly refusal?: string
  readonly subscriptions: readonly ExplainedSubscription[]
}

/** Shows what would be sent; nothing is, and nothing is changed. */
export interface TryRequest {
  /** In place of the stored event. */
  readonly event?: unknown
  /**
   * In place of fields of a subscription's mapping; null leaves a field empty. To keep it, write it into the configuration
   * and reload.
   */
  readonly mapping?: { readonly subscription: string; readonly fields: { readonly [field: string]: unknown } }
}

/** Puts an edited event into the lane in place of the stored one; 422 with the reason when nothing would be sent of it. */
export interface RetryEditedRequest {
  /** Without `messageId`, `timestamp` or `receivedAt`, it has those of the stored one. */
  readonly event: unknown
}

export interface RetriedEdited {
  /**
   * What its outcome is recorded under: the id of the stored event and `~edited-` with a number, the next that no event came
   * under. When the dead letter was retried, edited or dropped meanwhile, the answer is 409, and nothing is sent.
   */
  readonly messageId: string
}

export type DeadLetterSelection =
  /** Should one of them not exist, the answer is 404, and nothing is done with the others. */
  | { readonly kind: 'positions'; readonly positions: readonly number[] }
  /** All that there are when the request comes, or those up to the position `last`; an empty filter is all of them. */
  | { readonly kind: 'matching'; readonly filter: DeadLetterFilter; readonly last?: number }

export interface RetryRequest {
  readonly selection: DeadLetterSelection
  /** Dead letters a second. @default as fast as the store takes them: what is sent keeps to the vendor's rate all the same */
  readonly perSecond?: number
}

export interface DropRequest {
  readonly selection: DeadLetterSelection
}

export interface Dropped {
  readonly dropped: number
}

/** As query parameters. */
export interface OutcomeQuery {
  readonly instance?: string
  readonly user?: string
  readonly messageId?: string
  readonly kind?: OutcomeKind
  /** @default 50, at most 500 */
  readonly maximum?: number
}

export type OutcomeKind = 'delivered' | 'rejected' | 'expired' | 'skipped'

export interface OutcomePage {
  /** Last recorded first. */
  readonly outcomes: readonly OutcomeView[]
}

/** Deletion requests on record, oldest first, with what each destination was sent and answered. */
export interface Deletions {
  readonly deletions: readonly Deletion[]
}

/** What became of one event at one subscription. */
export interface OutcomeView {
  readonly instance: string
  readonly subscription: string | null
  readonly messageId: string
  readonly user: string | null
  readonly kind: OutcomeKind
  readonly status: number | null
  readonly reason: string | null
  readonly attempts: number
  /** It may have been delivered twice. */
  readonly unknown: boolean
  readonly acceptedAt: number
  readonly endedAt: number
}

/** Which events of the log; as query parameters. */
export interface EventFilter {
  readonly from?: number
  readonly until?: number
  readonly user?: string
  readonly messageId?: string
  readonly type?: string
  /** The name of a track event, page or screen. */
  readonly event?: string
  /** The source that it came by. */
  readonly source?: string
}

export interface EventQuery extends EventFilter {
  /** @default 50, at most 500 */
  readonly maximum?: number
}

export interface EventPage {
  /** Last accepted first. */
  readonly events: readonly LoggedEvent[]
  /** Whether there are more in the log that match. */
  readonly more: boolean
}

export interface LoggedEvent {
  /** What it was accepted under: its messageId. */
  readonly id: string
  readonly acceptedAt: number
  readonly source: string | null
  readonly event: SegmentEvent
}

/**
 * One event's whole way. By the id of an edited or replayed delivery, it is the event as it was accepted: its `id` is without
 * what tells of the repeat.
 */
export interface EventDetail extends LoggedEvent {
  /** What each instance makes of it now. */
  readonly ways: readonly EventWay[]
  /** What is recorded of the id that was asked for, and of its repeats; last first. */
  readonly outcomes: readonly OutcomeView[]
}

/**
 * Sends past events to one instance once more. Deletion requests are left out, and so are events of sources that do not go to
 * the instance as it is configured now, unless the filter names the source.
 */
export interface ReplayRequest {
  readonly instance: string
  readonly filter: EventFilter
  /**
   * Letters, digits, `.`, `_` and `-`. Each event is known as its id and `~replay-` with this name; a replay repeated under
   * the same name sends only what the one before it did not get to. @default made of the time
   */
  readonly name?: string
  /** Events a second. @default as fast as the store takes them */
  readonly perSecond?: number
}

export interface ReplayPreview {
  /** Events of the log that the filter lets through, and what the instance makes of them; what is left out counts as skipped. */
  readonly events: number
  readonly wanted: number
  readonly skipped: number
  readonly rejected: number
  readonly requests: number
  /** The first few requests, and the first few reasons for sending nothing. */
  readonly samples: readonly ShownRequest[]
  readonly reasons: readonly { readonly reason: string; readonly events: number }[]
}

/** Work that goes on after the answer; what a restart interrupts goes on with the next start. */
export interface Job {
  readonly id: string
  readonly kind: 'retry' | 'replay'
  /** One sentence. */
  readonly title: string
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly startedAt: number
  readonly endedAt: number | null
  /** How many have been put into the queue so far, and how many there are to be; null while that is not known. */
  readonly done: number
  readonly total: number | null
  /** Events of a replay that were dropped, since one of the same name had put them into the queue before. */
  readonly repeated: number
  /** Why it failed. */
  readonly reason: string | null
}

export interface Jobs {
  /** Last started first. */
  readonly jobs: readonly Job[]
}

/** The last quarter of an hour, oldest first, a moment every five seconds. */
export interface History {
  readonly moments: readonly Moment[]
}

/** What was so far, and what is: rates are differences of two moments. */
export interface Moment {
  readonly at: number
  readonly totals: Totals
  /** The totals of each instance. */
  readonly instances: { readonly [instance: string]: Totals }
  /** Messages that have not ended. */
  readonly waiting: number
  readonly deadLetters: number
}

/** What happens, as it happens. When more happens than can be shown, a part is left out and `left-out` says how much. */
export type LiveEvent =
  | { readonly kind: 'moment'; readonly moment: Moment }
  /** Not shown of an event that is repeated. */
  | {
      readonly kind: 'accepted'
      readonly at: number
      readonly id: string
      readonly source: string | null
      readonly event: SegmentEvent
    }
  | { readonly kind: 'ended'; readonly at: number; readonly delivery: DeliveryView; readonly outcome: LiveOutcome }
  | {
      readonly kind: 'retried'
      readonly at: number
      readonly delivery: DeliveryView
      readonly reason: string
      readonly afterMilliseconds: number
    }
  | {
      readonly kind: 'request'
      readonly at: number
      readonly instance: string
      readonly lane: string
      readonly request: ShownRequest
      readonly messageIds: readonly string[]
      /** Null when no answer came; then `failure` says why. */
      readonly response: { readonly status: number; readonly body: unknown } | null
      readonly failure: string | null
      readonly milliseconds: number
    }
  /** A lane paused, went on, or its circuit opened or closed; or a pause or a job was asked for. */
  | { readonly kind: 'lane'; readonly at: number; readonly instance: string; readonly lane: LaneView }
  | { readonly kind: 'job'; readonly at: number; readonly job: Job }
  | { readonly kind: 'left-out'; readonly at: number; readonly events: number }

export interface DeliveryView {
  readonly instance: string
  readonly messageId: string
  readonly user: string | null
  readonly type: string
  readonly event: string | null
  readonly subscription: string | null
  readonly action: string | null
}

export interface LiveOutcome {
  readonly kind: OutcomeKind
  readonly status: number | null
  readonly reason: string | null
  readonly attempts: number
  readonly notes: readonly string[]
  readonly unknown: boolean
}
