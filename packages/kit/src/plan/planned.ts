import type { AnyAction } from '../definition'
import type { RawJson } from '../http'
import type { Route } from './route'
import type { Subscription } from './subscription'

/** One item, ready to travel. */
export interface PlannedItem {
  /** The slot of the endpoint it goes to; undefined for endpoints without slots. */
  readonly slot: string | undefined
  /** What the item puts into the URL, not yet encoded; undefined for endpoints without a route. */
  readonly route: Route
  readonly body: RawJson
}

/** What one subscription makes of one event. */
export type Planned =
  | {
      readonly kind: 'items'
      readonly subscription: CompiledSubscription
      readonly items: readonly PlannedItem[]
      /** Values that were dropped or changed on the way, a sentence each. */
      readonly notes: readonly string[]
    }
  | {
      readonly kind: 'skipped' | 'rejected'
      /** Absent when no subscription was asked: the destination is switched off, or none matches. */
      readonly subscription?: CompiledSubscription
      readonly reason: string
    }

/** A subscription whose action is known and whose FQL, mapping and fields are compiled. */
export interface CompiledSubscription extends Subscription {
  readonly action: AnyAction
}
