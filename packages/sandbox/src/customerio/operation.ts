import type { JsonRecord, JsonValue } from '../json/json'

/** The values that can tell one person from another. */
type PersonIdentifierKind = 'id' | 'email' | 'phone' | 'cio_id'

/** One identifier of a person. */
export interface PersonIdentifier {
  readonly kind: PersonIdentifierKind
  readonly value: string
}

/** The cookie-like identifier of someone not yet identified. */
export interface AnonymousIdentifier {
  readonly kind: 'anonymous_id'
  readonly value: string
}

/** Either way to refer to an object. */
export type ObjectIdentifier =
  | { readonly kind: 'object_id'; readonly objectTypeId: string; readonly objectId: string }
  | { readonly kind: 'cio_object_id'; readonly value: string }

/** A page view, a screen view or any other event. */
export interface CustomerioEvent {
  readonly type: 'event' | 'page' | 'screen'
  readonly name: string
  readonly id: string | null
  readonly timestamp: number | null
  readonly attributes: JsonRecord
}

/** A device as a request describes it. */
export interface Device {
  readonly token: string
  readonly platform: string
  readonly last_used: number | null
  readonly attributes: JsonRecord
}

/** One end of a relationship, and the attributes of the relationship. */
export interface Relation<End> {
  readonly end: End
  readonly attributes: JsonRecord
}

/** A change to the relationships between a person and objects. */
export interface RelationChange<End> {
  readonly action: 'add' | 'delete'
  readonly relations: readonly Relation<End>[]
}

/** A report on a message Customer.io sent. */
export interface DeliveryReport {
  readonly delivery_id: string
  readonly metric: string
  readonly timestamp: number | null
  readonly details: JsonRecord
}

/** What a valid request asks the workspace to do, whichever version of the API it came through. */
export type Operation =
  | {
      readonly kind: 'identify-person'
      readonly person: PersonIdentifier
      readonly attributes: JsonRecord
      readonly timestamp: number | null
      readonly change: RelationChange<ObjectIdentifier>
    }
  | { readonly kind: 'delete-person'; readonly person: PersonIdentifier }
  | { readonly kind: 'suppress'; readonly person: PersonIdentifier }
  | { readonly kind: 'unsuppress'; readonly person: PersonIdentifier }
  | {
      readonly kind: 'track'
      readonly by: PersonIdentifier | AnonymousIdentifier | null
      readonly event: CustomerioEvent
    }
  | { readonly kind: 'add-device'; readonly person: PersonIdentifier; readonly device: Device }
  | { readonly kind: 'delete-device'; readonly person: PersonIdentifier; readonly token: string }
  | {
      readonly kind: 'relate-person'
      readonly person: PersonIdentifier
      readonly change: RelationChange<ObjectIdentifier>
    }
  | { readonly kind: 'merge'; readonly primary: PersonIdentifier; readonly secondary: PersonIdentifier }
  | {
      readonly kind: 'identify-object'
      readonly object: ObjectIdentifier
      readonly attributes: JsonRecord
      readonly change: RelationChange<PersonIdentifier | AnonymousIdentifier>
    }
  | { readonly kind: 'delete-object'; readonly object: ObjectIdentifier }
  | {
      readonly kind: 'relate-object'
      readonly object: ObjectIdentifier
      readonly change: RelationChange<PersonIdentifier>
    }
  | { readonly kind: 'report-delivery'; readonly report: DeliveryReport }

/** Whether a value removes the attribute it is given to. */
export function removesAttribute(value: JsonValue): boolean {
  return value === null || value === ''
}
