import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../clock'
import type { JsonValue } from '../json/json'
import type { Standing } from '../misbehaviour/create-rate-limit'
import type { Answer } from './answer'

/** A request that has passed every check the server makes for all vendors. */
export interface RoutedRequest {
  /** The name `authenticate` gave, or null on a public route. */
  readonly account: string | null
  /** The decoded values of the `{…}` parts of the route's path. */
  readonly parameters: ReadonlyMap<string, string>
  /** The parsed body, or null on a route that takes none. */
  readonly body: JsonValue
  /** The size of the body as it came over the wire. */
  readonly bodyBytes: number
  /** Positions in a batch that must be answered as invalid, because someone asked the sandbox to. */
  readonly failing: ReadonlySet<number>
}

/** One documented endpoint of a vendor. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Literal segments and `{name}` segments, such as `/api/v1/customers/{identifier}`; `*` alone is any path. */
  readonly path: string
  readonly access: 'authenticated' | 'public'
  readonly body: 'json' | 'none'
  readonly answer: (request: RoutedRequest) => Answer
}

/** Why the server refuses a request before the route sees it; `simulated` when it was only asked to. */
export interface Refusal {
  readonly kind:
    | 'unknown-path'
    | 'wrong-method'
    | 'unauthorized'
    | 'forbidden'
    | 'unknown-key'
    | 'wrong-media-type'
    | 'too-large'
    | 'malformed'
    | 'rate-limited'
    | 'simulated'
  readonly status: number
  readonly path: string
  readonly message: string
}

/** What a request can prove itself with. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders
  /** Reads the body, for vendors that take keys there; null when it is not JSON. */
  readonly body: () => JsonValue
}

/** Whose request it is, or why it is refused. */
export type Authentication =
  | { readonly kind: 'known'; readonly account: string }
  | { readonly kind: 'unauthorized' | 'forbidden' | 'unknown-key'; readonly message: string }

/** A simulated vendor: its endpoints as data, and the memory behind them. */
export interface Vendor<State extends object> {
  readonly routes: readonly Route[]
  readonly authenticate: (credentials: Credentials) => Authentication
  /** The members of a body that hold credentials, to be left out of what is recorded. */
  readonly secretMembers?: readonly string[]
  /**
   * The headers that tell a client how it stands with the rate, on every answer while there is one.
   * @default Retry-After, on a refusal only
   */
  readonly wordRate?: (standing: Standing) => Readonly<Record<string, string>>
  /** The vendor's own words for a refusal; the status is the server's. */
  readonly refuse: (refusal: Refusal) => object
  /** What else it can be asked to do, as `POST /__sandbox/<name>` with a JSON body. */
  readonly actions?: ReadonlyMap<string, (body: JsonValue, clock: Clock) => Promise<Answer>>
  /** What an account holds; the first account when none is named, undefined when there is no such account. */
  readonly state: (account?: string) => State | undefined
  readonly reset: () => void
}
