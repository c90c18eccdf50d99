import type { JsonRecord, JsonValue } from '../json/json'
import type { EventState, PurchaseState, PushToken, UserAlias } from './state'

/** One way to say which user is meant. */
export type UserIdentifier =
  | { readonly kind: 'external_id' | 'braze_id' | 'email' | 'phone'; readonly value: string }
  | { readonly kind: 'user_alias'; readonly alias: UserAlias }

/** A change to one custom attribute. */
export type AttributeChange =
  | { readonly kind: 'set'; readonly value: JsonValue }
  | { readonly kind: 'remove' }
  | { readonly kind: 'increment'; readonly by: number }
  | { readonly kind: 'set-elements'; readonly values: readonly JsonValue[] }
  | {
      readonly kind: 'change-elements'
      readonly add: readonly JsonValue[]
      readonly remove: readonly JsonValue[]
    }
  | { readonly kind: 'set-object'; readonly value: JsonRecord }
  | { readonly kind: 'change-objects'; readonly change: ObjectsChange }
  /** Taken with success and not done, as documented; the reason says why. */
  | { readonly kind: 'ignore'; readonly reason: string }

/** What happens to an array of objects. */
export interface ObjectsChange {
  readonly add: readonly JsonRecord[]
  readonly update: readonly (ObjectKey & { readonly object: JsonRecord })[]
  readonly remove: readonly ObjectKey[]
}

/** Which objects of an array are meant. */
export interface ObjectKey {
  readonly key: string
  readonly value: JsonValue
}

/** Whom an object is about, and whether it may bring them into being. */
interface Target {
  readonly user: UserIdentifier
  readonly creates: boolean
}

/** An object of /users/track that has passed the checks. */
export type TrackItem =
  | (Target & {
      readonly kind: 'attributes'
      /** The fields Braze has a meaning for; null removes. */
      readonly profile: JsonRecord
      readonly custom: ReadonlyMap<string, AttributeChange>
      readonly mergesObjects: boolean
      readonly pushTokens: readonly PushToken[] | null
      readonly subscriptionGroups: ReadonlyMap<string, string>
    })
  | (Target & { readonly kind: 'event'; readonly event: EventState })
  | (Target & { readonly kind: 'purchase'; readonly purchase: PurchaseState })
  /** Tokens of devices whose user is not known. */
  | { readonly kind: 'import-push-tokens'; readonly pushTokens: readonly PushToken[] }
