import type { JsonRecord } from '../json/json'

/** An event as a test reads it back. */
export interface EventState {
  readonly event_type: string
  readonly resource_type: string | null
  readonly resource_id: string | null
  /** As sent. */
  readonly timestamp: string | null
  readonly properties: JsonRecord
}

/** What someone did. */
export interface ActivityState {
  /** By type. */
  readonly event_counts: Readonly<Record<string, number>>
  /** In the order they arrived; empty when the sandbox keeps none. */
  readonly events: readonly EventState[]
}

/** A person as a test reads them back. */
export interface PersonState extends ActivityState {
  readonly bsin: string
  readonly user_id: string | null
  readonly email: string | null
  /** Under their normalized names. */
  readonly attributes: JsonRecord
}

/** Everything a Boomtrain site holds. */
export interface BoomtrainState {
  readonly persons: readonly PersonState[]
  /** Events of visitors of whom nothing but the browser is known. */
  readonly anonymous: readonly (ActivityState & { readonly bsin: string })[]
  /** By `bsin`. */
  readonly merges: readonly { readonly kept: string; readonly merged: string }[]
}
