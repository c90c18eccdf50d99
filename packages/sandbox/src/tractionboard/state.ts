import type { JsonRecord } from '../json/json'

/** What the name of a track call makes of it. */
export type EventKind = 'custom' | 'payment' | 'refund' | 'cancel' | 'signup'

/** A track call as a test reads it back. */
export interface EventState {
  readonly kind: EventKind
  readonly event: string
  readonly message_id: string | null
  readonly timestamp: string | null
  readonly properties: JsonRecord
}

/** A page or screen call as a test reads it back. */
export interface VisitState {
  readonly type: 'page' | 'screen'
  readonly name: string | null
  readonly message_id: string | null
  readonly timestamp: string | null
  readonly properties: JsonRecord
}

/** What someone did. */
export interface ActivityState {
  readonly visit_count: number
  /** By name. */
  readonly event_counts: Readonly<Record<string, number>>
  /** Payments minus refunds, by currency. */
  readonly revenue: Readonly<Record<string, number>>
  /** In the order they arrived; empty when the sandbox keeps none. */
  readonly visits: readonly VisitState[]
  /** In the order they arrived; empty when the sandbox keeps none. */
  readonly events: readonly EventState[]
}

/** A user as a test reads them back. */
export interface UserState extends ActivityState {
  /** Tractionboard's External User ID. */
  readonly user_id: string
  readonly status: 'active' | 'signed up' | 'canceled'
  /** Traits, audiences among them. */
  readonly attributes: JsonRecord
  /** The traits of each group, by its id. */
  readonly groups: Readonly<Record<string, JsonRecord>>
  /** The ids they had before an alias call. */
  readonly former_ids: readonly string[]
  /** How often they were identified. */
  readonly logins: number
}

/** Someone nobody has named. */
interface AnonymousState extends ActivityState {
  readonly anonymous_id: string
  readonly groups: Readonly<Record<string, JsonRecord>>
}

/** Everything a Tractionboard account holds. */
export interface TractionboardState {
  readonly users: readonly UserState[]
  readonly anonymous: readonly AnonymousState[]
  /** What was answered with success and nevertheless not done. */
  readonly unapplied: readonly { readonly operation: string; readonly subject: string; readonly reason: string }[]
}
