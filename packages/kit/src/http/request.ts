/** One HTTP request, as data: what a dry run prints and a transport sends. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  /** Lower-case names. `content-type: application/json` is added when there is a body. */
  readonly headers?: Readonly<Record<string, string>>
  /** The body as a JSON value; item bodies in it are placed as they are. */
  readonly json?: unknown
}

/** What came back: the body parsed when it is JSON, else as text; undefined when empty. */
export interface HttpResponse {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** How one request ended: an answer, or none. A timeout leaves open whether the vendor acted on it. */
export type Exchange =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | {
      readonly kind: 'failure'
      readonly failure: 'timeout' | 'network'
      readonly message: string
      /** Nothing of the request left this machine: the vendor cannot have it. */
      readonly unsent?: true
    }
