import type {
  ConfigurationProblem,
  EndpointLimits,
  ExampleOutcome,
  Field,
  FieldFormat,
  Fields,
  Mapping,
  SegmentEvent,
  SettingField,
  SettingFields,
  Subscription
} from '@waybill/kit'
import type { HttpProblem } from '../http/guard'

/**
 * What the tester page and `actions-cli serve` say to each other: JSON over HTTP on the port of `serve`, under
 * `/waybill/`, a name no action of Segment's contract can have.
 *
 * | route                                   | request                 | response                                          |
 * | --------------------------------------- | ----------------------- | ------------------------------------------------- |
 * | GET  /waybill/                          |                         | the page and its files; no token                  |
 * | GET  /waybill/api/destinations          |                         | {@link DestinationList}                           |
 * | GET  /waybill/api/destinations/<slug>   |                         | {@link DestinationDetail}                         |
 * | GET  /waybill/api/sample-events         |                         | {@link SampleEventList}                           |
 * | POST /waybill/api/explain               | {@link ExplainRequest}  | {@link Explained}                                 |
 * | POST /waybill/api/send                  | {@link SendRequest}     | {@link SendResponse}                              |
 * | POST /waybill/api/authentication        | {@link AuthenticationRequest} | {@link AuthenticationResponse}              |
 * | POST /waybill/api/examples              | {@link SaveExampleRequest} | {@link SaveExampleResponse}                    |
 * | GET  /waybill/api/changes?token=<token> |                         | Server-Sent Events: `event: change`, data {@link Change} |
 *
 * The page is opened as `http://127.0.0.1:<port>/waybill/#token=<token>`; the token is new at every start. Every route
 * below `/waybill/api/` wants it in the header {@link TOKEN_HEADER}; `changes` takes it as a parameter instead, since an
 * `EventSource` sends no headers. Requests carry JSON with `content-type: application/json`.
 *
 * Whatever can go wrong with what the user writes is part of a 200; everything else is an {@link ApiError}: 400 the body
 * is no such request, 401 no or an old token, 403 a foreign Host or Origin, 404 no such route or destination, 413 the
 * body is too large. Nothing in any response holds a secret of the settings: it reads `‹redacted›`.
 */
export const TOKEN_HEADER = 'x-waybill-token'

export type {
  ConfigurationProblem,
  EndpointLimits,
  ExampleOutcome,
  Field,
  FieldFormat,
  Fields,
  Mapping,
  SegmentEvent,
  SettingField,
  SettingFields,
  Subscription
}

/** The body of every answer that is not a 200. */
export type ApiError = HttpProblem

export interface DestinationList {
  readonly destinations: readonly DestinationSummary[]
}

/** One destination that is served; one whose file has never loaded is there too, with nothing but its problem. */
export interface DestinationSummary {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** A file of it cannot be loaded: file, line, what to do, and what stays in use until then. */
  readonly problem?: string
  /** False when there is no good definition: then there is no detail. */
  readonly isLoaded: boolean
}

/** A destination as data. */
export interface DestinationDetail {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** The names `event.integrations` may call it by. */
  readonly integrationNames: readonly string[]
  readonly settings: SettingFields
  readonly authentication: {
    readonly scheme: 'basic' | 'custom'
    /** The vendor's document on the request that tests the settings; absent when there is none to ask. */
    readonly testDocs?: string
  }
  readonly actions: readonly ActionDetail[]
  readonly presets: readonly PresetDetail[]
  /** The name of the action that carries out deletion requests. */
  readonly deletion?: string
  /** Absent when no sandbox plays this vendor; `settings` are those of its account, made up, safe to show. */
  readonly sandbox?: { readonly settings: Readonly<Record<string, unknown>> }
  readonly examples: readonly ExampleDetail[]
  /** Whether `POST examples` can write into the destination's examples.ts. */
  readonly canSaveExamples: boolean
}

export interface ActionDetail {
  /** As `partnerAction` names it. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** FQL. */
  readonly defaultSubscription?: string
  readonly fields: Fields
  /** The defaults of the fields: what a new subscription of one's own starts with. */
  readonly defaultMapping: { readonly [field: string]: Mapping }
  readonly endpoint: { readonly docs: string; readonly limits: EndpointLimits; readonly slots?: readonly string[] }
}

/** A preset, its mapping filled up with the defaults of its action. */
export interface PresetDetail extends Subscription {
  readonly optional: boolean
}

export interface ExampleDetail {
  readonly title: string
  readonly action: string
  readonly event: SegmentEvent
  /** The subscription the example stands for: matches its event, its mapping is whole. */
  readonly subscription: Subscription
  /** All settings the example is written for; made up. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly expect: ExampleOutcome
}

export interface SampleEventList {
  /** One of each call of Segment's spec, and the better known events of its e-commerce spec. */
  readonly samples: readonly SampleEvent[]
}

export interface SampleEvent {
  readonly title: string
  /** The page of Segment's spec it follows. */
  readonly docs: string
  readonly event: SegmentEvent
}

/** What events are tried on. */
export interface Trial {
  /** The slug. */
  readonly destination: string
  readonly settings: Readonly<Record<string, unknown>>
  /** A preset as the detail gives it, or one of the user's own. @default the presets that are not optional */
  readonly subscriptions?: readonly Subscription[]
  /** One or more values of any kind: each that is no event is told so and costs the others nothing. At most 1000. */
  readonly events: readonly unknown[]
}

export type ExplainRequest = Trial

/** Why a destination makes of events what it makes of them. */
export interface Explained {
  /** What is wrong with the settings; events are explained all the same, up to what needs settings: `result`. */
  readonly settingProblems: readonly SettingProblem[]
  readonly subscriptionProblems: readonly SubscriptionProblem[]
  /** In the order of the events. */
  readonly events: readonly ExplainedEvent[]
  /** The requests that all events together make, as full as the limits allow; empty while settings have problems. */
  readonly requests: readonly BatchedRequest[]
}

export interface SettingProblem {
  /** The key of the setting. */
  readonly setting: string
  readonly message: string
}

/** A subscription that cannot be compiled; it is left out of everything else. */
export interface SubscriptionProblem {
  /** The position in `subscriptions`. */
  readonly subscription: number
  readonly part: 'subscribe' | 'mapping' | 'action'
  readonly message: string
  /** For `subscribe`: the offset in the FQL of what does not fit. */
  readonly position?: number
  /** For `mapping`: the place of the mistake, such as `email.@if.then`; its first name is the field's key. */
  readonly path?: string
}

export type ExplainedEvent =
  /** It is no event at all. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | {
      readonly kind: 'explained'
      /** Whether the event is for this destination at all. Explained all the same; nothing would be sent. */
      readonly isEnabled: boolean
      /** Why it is not: `event.integrations`, or the page has sent it itself; absent when `isEnabled`. */
      readonly refusal?: string
      readonly subscriptions: readonly ExplainedSubscription[]
    }

export interface ExplainedSubscription {
  readonly name: string
  readonly partnerAction: string
  readonly subscribe: string
  readonly isMatched: boolean
  /** Every clause, in the order of the text. */
  readonly clauses: readonly ExplainedClause[]
  /** Empty when the subscription does not match. */
  readonly fields: readonly ExplainedField[]
  /** Absent when the subscription does not match, or while the settings have problems. */
  readonly result?: ExplainedResult
}

export interface ExplainedClause {
  /** As written. */
  readonly source: string
  readonly isMatched: boolean
  /** Whether it is one of those that made the whole match, or not match. */
  readonly isDecisive: boolean
  /** What the event holds there; absent where it holds nothing. */
  readonly actual?: unknown
}

export interface ExplainedField {
  readonly key: string
  readonly label: string
  /**
   * - `kept`: as the mapping gave it
   * - `coerced`: converted to the field's type, or cleaned
   * - `dropped`: a bad value was left out, the event goes on
   * - `invalid`: the event is rejected for it, also when it is required and missing
   * - `empty`: the mapping gave nothing, and nothing is needed
   */
  readonly state: 'kept' | 'coerced' | 'dropped' | 'invalid' | 'empty'
  /** What the mapping reads from the event; `value` is absent where the event holds nothing. */
  readonly sources: readonly { readonly path: string; readonly value?: unknown }[]
  /** What the mapping made of it. */
  readonly mapped?: unknown
  /** What the action gets. */
  readonly kept?: unknown
  /** A sentence each. */
  readonly problems: readonly string[]
}

export type ExplainedResult =
  | {
      readonly kind: 'items'
      readonly items: readonly ExplainedItem[]
      /** What was dropped or changed on the way, a sentence each. */
      readonly notes: readonly string[]
      /** What this subscription makes of this event alone. */
      readonly requests: readonly ShownRequest[]
    }
  | { readonly kind: 'skipped' | 'rejected'; readonly reason: string }

export interface ExplainedItem {
  /** The list of the request it goes to, for endpoints that have several. */
  readonly slot?: string
  readonly body: unknown
}

/** A request with its secrets redacted. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as JSON; absent when there is none. */
  readonly body?: unknown
  /** The same request as one command for a shell, secrets redacted. */
  readonly curl: string
}

/** What an item of a request belongs to. */
export interface Origin {
  /** The position of the event. */
  readonly event: number
  /** The name of the subscription. */
  readonly subscription: string
}

export interface BatchedRequest {
  readonly request: ShownRequest
  /** For each item of the request, in order. */
  readonly origins: readonly Origin[]
}

export interface SendRequest extends Trial {
  readonly target: 'sandbox' | 'vendor'
  /** `single`: each event alone, one after another; `batch`: all together, as full as the limits allow. */
  readonly mode: 'single' | 'batch'
}

export type SendResponse =
  /** Nothing was sent: these must be corrected first. */
  | {
      readonly kind: 'refused'
      readonly settingProblems: readonly SettingProblem[]
      readonly subscriptionProblems: readonly SubscriptionProblem[]
      /** Anything else, such as a sandbox that does not play this vendor. */
      readonly reason?: string
    }
  | {
      readonly kind: 'sent'
      /** In the order they were made; one attempt each, no retries. */
      readonly exchanges: readonly ShownExchange[]
      /** In the order of the events. */
      readonly events: readonly SentEvent[]
      readonly milliseconds: number
    }

export interface ShownExchange extends BatchedRequest {
  readonly answer:
    | {
        readonly kind: 'response'
        readonly status: number
        /** Lower-case names; secrets redacted. */
        readonly headers: Readonly<Record<string, string>>
        /** Parsed when it is JSON, else text; absent when empty. */
        readonly body?: unknown
      }
    | { readonly kind: 'failure'; readonly failure: 'timeout' | 'network'; readonly message: string }
  /** For each item of the request, in order. */
  readonly outcomes: readonly ItemOutcome[]
  readonly milliseconds: number
}

export type ItemOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'rejected'; readonly status?: number; readonly reason: string }
  /** May heal: a running service would try again. */
  | { readonly kind: 'retry'; readonly status?: number; readonly reason: string }
  /** The vendor refused the whole request without naming an item; its halves follow as exchanges of their own. */
  | { readonly kind: 'split'; readonly status: number; readonly reason: string }

export interface SentEvent {
  /** Empty when `reason` says why there are none. */
  readonly deliveries: readonly SentDelivery[]
  /** No event at all, switched off in integrations, or no subscription matches. */
  readonly reason?: string
}

/** What became of one event by one subscription. */
export interface SentDelivery {
  readonly subscription: string
  /** As the worst of its items. */
  readonly kind: 'delivered' | 'rejected' | 'retry' | 'skipped'
  readonly reason?: string
  readonly notes: readonly string[]
  /** The last outcome of each item; empty when none was made. */
  readonly items: readonly ItemOutcome[]
}

export interface AuthenticationRequest {
  readonly destination: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly target: 'sandbox' | 'vendor'
}

export type AuthenticationResponse =
  | { readonly kind: 'accepted' }
  /** The vendor documents no request that would tell. */
  | { readonly kind: 'untestable' }
  | { readonly kind: 'refused'; readonly settingProblems: readonly SettingProblem[]; readonly reason?: string }

/** The event is planned with the made-up settings of the destination's examples; what it becomes is what is expected. */
export interface SaveExampleRequest {
  readonly destination: string
  /** What the example shows; unique among the destination's examples. */
  readonly title: string
  readonly event: unknown
  /** Its action and mapping; the filter is of no matter to an example. */
  readonly subscription: Subscription
  /** Only those with choices, such as a region, go into the example where they differ: no key ever does. */
  readonly settings: Readonly<Record<string, unknown>>
}

export type SaveExampleResponse =
  /** `file` as the user may open it, `line` of its title; `text` as written there. */
  | { readonly kind: 'saved'; readonly file: string; readonly line: number; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** A file changed: the named destinations are to be fetched anew. */
export interface Change {
  readonly destinations: readonly string[]
}
