import type { JsonRecord } from '../json/json'

/** An event as a test reads it back. */
export interface EventState {
  readonly type: 'event' | 'page' | 'screen'
  readonly name: string
  /** The ULID it came with. */
  readonly id: string | null
  /** Unix seconds, as sent; null when none was. */
  readonly timestamp: number | null
  readonly attributes: JsonRecord
  /** The `anonymous_id` it came under, if it came without an identified person. */
  readonly anonymous_id: string | null
}

/** What relates a person to an object. */
export interface RelationState {
  readonly object_type_id: string
  readonly object_id: string
  readonly attributes: JsonRecord
}

/** A device as a test reads it back. */
export interface DeviceState {
  readonly token: string
  readonly platform: string
  readonly last_used: number | null
  readonly attributes: JsonRecord
}

/** A person as a test reads them back. */
export interface PersonState {
  readonly cio_id: string
  readonly id: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly anonymous_ids: readonly string[]
  readonly created_at: number | null
  readonly unsubscribed: boolean
  /** The person's choices in the subscription center. */
  readonly topics: Readonly<Record<string, boolean>>
  /** Every attribute that has no place of its own here. */
  readonly attributes: JsonRecord
  readonly devices: readonly DeviceState[]
  readonly relationships: readonly RelationState[]
  /** In the order they arrived. */
  readonly events: readonly EventState[]
}

/** An object as a test reads it back. */
export interface ObjectState {
  readonly cio_object_id: string
  readonly object_type_id: string
  readonly object_id: string
  readonly attributes: JsonRecord
  readonly people: readonly { readonly cio_id: string; readonly attributes: JsonRecord }[]
}

/** A person or an object that was deleted, with the identifiers it had. */
export type Deletion =
  | {
      readonly type: 'person'
      readonly cio_id: string
      readonly id: string | null
      readonly email: string | null
      readonly phone: string | null
    }
  | {
      readonly type: 'object'
      readonly cio_object_id: string
      readonly object_type_id: string
      readonly object_id: string
    }

/** A merge that was done, by `cio_id`. */
export interface Merge {
  readonly primary: string
  readonly secondary: string
}

/** Everything a Customer.io account holds; equal for two sandboxes that were told the same, however it was packed. */
export interface CustomerioState {
  readonly people: readonly PersonState[]
  /** What was gathered under each `anonymous_id` that no person has yet. */
  readonly anonymous: readonly {
    readonly anonymous_id: string
    readonly relationships: readonly RelationState[]
    readonly events: readonly EventState[]
  }[]
  /** Anonymous events without an `anonymous_id`. */
  readonly stray_events: readonly EventState[]
  readonly objects: readonly ObjectState[]
  /** Identifiers that cannot come back, such as `id:42`. */
  readonly suppressed: readonly string[]
  readonly deletions: readonly Deletion[]
  readonly merges: readonly Merge[]
  readonly delivery_reports: readonly {
    readonly delivery_id: string
    readonly metric: string
    readonly timestamp: number | null
    readonly details: JsonRecord
  }[]
  /** What was answered with success and nevertheless not done, as Customer.io's activity log would show it. */
  readonly unapplied: readonly { readonly operation: string; readonly subject: string; readonly reason: string }[]
}
