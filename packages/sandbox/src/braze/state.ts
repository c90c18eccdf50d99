import type { JsonRecord } from '../json/json'

/** One of the names a user was given, unique under its label. */
export interface UserAlias {
  readonly alias_name: string
  readonly alias_label: string
}

/** An event as a test reads it back. */
export interface EventState {
  readonly name: string
  /** As sent. */
  readonly time: string
  readonly app_id: string | null
  readonly properties: JsonRecord
}

/** A purchase as a test reads it back. */
export interface PurchaseState {
  readonly product_id: string
  readonly currency: string
  readonly price: number
  readonly quantity: number
  /** As sent. */
  readonly time: string
  readonly app_id: string | null
  readonly properties: JsonRecord
}

/** How often something happened, as Braze's own export has it; the times are in UTC. */
export interface SummaryState {
  /** Of the event, or the id of the product. */
  readonly name: string
  readonly count: number
  readonly first: string
  readonly last: string
}

/** A device's address. */
export interface PushToken {
  readonly app_id: string
  readonly token: string
  readonly device_id: string | null
}

/** A user as a test reads them back. */
export interface UserState {
  readonly braze_id: string
  readonly external_id: string | null
  readonly deprecated_external_ids: readonly string[]
  readonly user_aliases: readonly UserAlias[]
  /** The fields Braze has a meaning for, such as `email`. */
  readonly attributes: JsonRecord
  readonly custom_attributes: JsonRecord
  readonly push_tokens: readonly PushToken[]
  /** From the id of a group to the state of the subscription. */
  readonly subscription_groups: Readonly<Record<string, string>>
  readonly custom_events: readonly SummaryState[]
  readonly purchased_products: readonly SummaryState[]
  /** Price times quantity, by currency. */
  readonly revenue: Readonly<Record<string, number>>
  /** In the order they arrived; empty when the sandbox keeps none. */
  readonly events: readonly EventState[]
  /** In the order they arrived; empty when the sandbox keeps none. */
  readonly purchases: readonly PurchaseState[]
}

/** A user who was deleted, with the identifiers they had. */
export interface Deletion {
  readonly braze_id: string
  readonly external_id: string | null
  readonly user_aliases: readonly UserAlias[]
}

/** A merge that was done, by `braze_id`. */
export interface Merge {
  readonly kept: string
  readonly merged: string
}

/** Everything a Braze account holds; equal for two sandboxes that were told the same, however it was packed. */
export interface BrazeState {
  readonly users: readonly UserState[]
  readonly deletions: readonly Deletion[]
  readonly merges: readonly Merge[]
  /** What was answered with success and nevertheless not done. */
  readonly unapplied: readonly { readonly operation: string; readonly subject: string; readonly reason: string }[]
}
