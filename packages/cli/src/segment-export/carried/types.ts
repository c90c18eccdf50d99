/** One HTTP request, as data. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
}

/** What came back: the body parsed when it is JSON, else as text; undefined when empty. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

//#region itemErrors
/** Which item the API refused inside a request it otherwise accepted, and its words. */
export interface ItemError {
  /** The list the index counts in, for requests with several. */
  readonly slot?: string
  /** Absent when the answer names no item; the error is then about an item that was sent alone. */
  readonly index?: number
  readonly reason: string
  /** Whether it may be accepted later. */
  readonly mayHeal?: boolean
}

//#endregion
/** The API's limits for one endpoint. Whatever is absent is unlimited. */
export interface EndpointLimits {
  /** Items in one request. */
  readonly items?: number
  /** Bytes of one item as JSON. */
  readonly itemBytes?: number
  /** Bytes of the body of one request. */
  readonly bytes?: number
  /** Requests in any window of so many seconds; for readers, since Segment sets the pace. */
  readonly rate?: { readonly requests: number; readonly perSeconds: number; readonly maximum?: number }
}

/** One endpoint of the API, and what its documents say about it. */
export interface Endpoint<Settings> {
  readonly docs: string
  //#region slots
  /** The lists that a request sorts its items into: the one key of an item says which it goes to. */
  readonly slots?: readonly string[]
  //#endregion
  //#region route
  /** The values of an item that stand in the URL; an item is `{ route, body }` then. */
  readonly route?: readonly string[]
  //#endregion
  readonly request: (input: {
    readonly settings: Settings
    readonly items: readonly object[]
    //#region slots
    readonly slots: Readonly<Record<string, readonly object[]>>
    //#endregion
    //#region route
    /** Percent-encoded. */
    readonly route: Readonly<Record<string, string>>
    //#endregion
  }) => HttpRequest
  readonly limits: EndpointLimits
  /** Seconds to wait for an answer; 10 by default. */
  readonly timeoutSeconds?: number
  //#region itemErrors
  /** The items that an answer names as refused. */
  readonly itemErrors?: (response: HttpResponse) => readonly ItemError[]
  //#endregion
  /** The API's own words in an answer that is not a success. */
  readonly reason?: (response: HttpResponse) => string | undefined
}

/** Why a payload becomes no items: nothing to do, or something is wrong with it. */
export interface NoItems {
  readonly kind: 'skipped' | 'rejected'
  readonly reason: string
}

/** There is nothing to send for this event, and that is right. */
export const skip = (reason: string): NoItems => ({ kind: 'skipped', reason })

/** This event cannot be delivered, whatever is tried. */
export const reject = (reason: string): NoItems => ({ kind: 'rejected', reason })

/** What a payload becomes: the objects that the API is about, or why there are none. */
export type Made = readonly object[] | NoItems

//#region Item
type Content<Slot extends string> = [Slot] extends [never]
  ? { readonly [key: string]: unknown }
  : { [Name in Slot]: { readonly [Key in Name]: { readonly [key: string]: unknown } } }[Slot]

/** An item for an endpoint with these lists, and these values in its URL. */
export type Item<Slot extends string, Part extends string = never> = [Part] extends [never]
  ? Content<Slot>
  : { readonly route: { readonly [Name in Part]: string }; readonly body: Content<Slot> }

//#endregion
export interface ItemsInput<Settings, Payload> {
  readonly payload: Payload
  readonly settings: Settings
  /** Tells the debug log what was left out or changed: the name of a field, never its value. */
  readonly note: (text: string) => void
}
