import type { Mapping } from '@waybill/kit'

/** One destination under a name of its own, as a user configures it. */
export interface InstanceConfiguration {
  /** Letters, digits, `.`, `_` and `-`; it names the instance's lanes, so a backlog is lost from sight if it changes. */
  readonly id: string
  /** The slug of a destination. */
  readonly destination: string
  readonly settings: { readonly [name: string]: unknown }
  /** @default every preset of the destination that is not optional */
  readonly subscriptions?: readonly SubscriptionChoice[]
  /** Requests in the window that its endpoints declare, within the maximum they declare. @default what they declare */
  readonly requestsPerWindow?: number
}

/** A preset, as it is or with some of it replaced; or a subscription of one's own. */
export type SubscriptionChoice =
  | {
      /** The name of a preset, optional ones included. */
      readonly preset: string
      /** @default the name of the preset */
      readonly name?: string
      /** FQL. @default the preset's */
      readonly subscribe?: string
      /** Fields that are mapped differently from the preset; null leaves one empty. */
      readonly mapping?: { readonly [field: string]: Mapping | null }
    }
  | {
      readonly name: string
      /** The name of an action. */
      readonly action: string
      /** FQL. */
      readonly subscribe: string
      /** The whole mapping. @default the defaults of the action's fields */
      readonly mapping?: { readonly [field: string]: Mapping }
    }
