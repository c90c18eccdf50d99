import type { Infer, SettingFields } from '../fields'
import type { HttpRequest, HttpResponse } from '../http'

/** The vendor's limits for one endpoint. Whatever is absent is unlimited. */
export interface EndpointLimits {
  /** Items in one request. */
  readonly items?: number
  /** Bytes of one item as JSON. An item over it is rejected alone, before anything is sent. */
  readonly itemBytes?: number
  /** Bytes of the body of one request. */
  readonly bytes?: number
  /** Requests in any window of so many seconds; `maximum` is how far a user may raise `requests`. */
  readonly rate?: { readonly requests: number; readonly perSeconds: number; readonly maximum?: number }
}

/** The body of one item as an endpoint places it in a request: opaque, since it may already be serialised. */
export type ItemBody = object

/** Which item the vendor refused inside a request it otherwise accepted, and its words. */
export interface ItemError {
  /** The slot the index counts in; absent for endpoints without slots. */
  readonly slot?: string
  /** Absent when the answer names no item; the error is then about an item that travelled alone, and about none else. */
  readonly index?: number
  readonly reason: string
  /** Whether it may be accepted later, such as when something it refers to is still on its way. @default false */
  readonly mayHeal?: boolean
}

export interface EndpointRequestInput<Settings, Slot extends string, Part extends string = never> {
  readonly settings: Settings
  /** All items of the request in order. */
  readonly items: readonly ItemBody[]
  /** The same items by slot; slots without items are absent. */
  readonly slots: { readonly [Name in Slot]?: readonly ItemBody[] }
  /** The values all items of the request share in its URL, already percent-encoded: place them as they are. */
  readonly route: { readonly [Name in Part]: string }
}

/** One door of a vendor's API, and everything the vendor's documents say about it. */
export interface Endpoint<Settings = never, Slot extends string = never, Part extends string = never> {
  /** The page of the vendor's documents this is written from. */
  readonly docs: string
  /** The lists a request sorts its items into, for vendors that take several kinds together. */
  readonly slots?: readonly Slot[]
  /** The values of an item that stand in the URL, such as the ID of a person; items that differ in one never travel together. */
  readonly route?: readonly Part[]
  /** Pure: the items of one request, as one request. */
  readonly request: (input: EndpointRequestInput<Settings, Slot, Part>) => HttpRequest
  readonly limits: EndpointLimits
  /** Seconds to wait for an answer. @default 10 */
  readonly timeoutSeconds?: number
  /** Pure: the items that an answer names as refused. */
  readonly itemErrors?: (response: HttpResponse) => readonly ItemError[]
  /** Pure: the vendor's own words in an answer that is not a success. */
  readonly reason?: (response: HttpResponse) => string | undefined
}

/** Declares an endpoint against the settings of its destination. */
export const defineEndpoint = <
  const Definitions extends SettingFields,
  const Slot extends string = never,
  const Part extends string = never
>(
  _settings: Definitions,
  endpoint: Endpoint<Infer<Definitions>, Slot, Part>
): Endpoint<Infer<Definitions>, Slot, Part> => endpoint
