import type { JsonRecord } from '../json/json'
import type { EventState, VisitState } from './state'

/** Whoever a message is about. */
export type Sender =
  { readonly kind: 'user'; readonly id: string } | { readonly kind: 'anonymous'; readonly id: string }

/** A call of Segment's that has passed the checks. */
export type Message =
  | { readonly kind: 'identify'; readonly userId: string; readonly traits: JsonRecord }
  | { readonly kind: 'track'; readonly by: Sender; readonly event: EventState; readonly amount: Amount | null }
  | { readonly kind: 'visit'; readonly by: Sender; readonly visit: VisitState }
  | { readonly kind: 'group'; readonly by: Sender; readonly groupId: string; readonly traits: JsonRecord }
  | { readonly kind: 'alias'; readonly previousId: string; readonly userId: string }

/** What a payment or a refund is about. */
export interface Amount {
  readonly currency: string
  /** Never below zero, whichever way the money went. */
  readonly value: number
}
