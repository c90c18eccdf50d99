import { authenticationHeaders, makeRequest } from '../definition'
import type { AnyEndpoint, Destination } from '../definition'
import { encodeJson } from '../http'
import type { HttpRequest } from '../http'
import type { PlacedItem } from './place-item'
import { encodeRoute, sameRoute } from './route'
import type { Route } from './route'

/** A request as it goes over the wire: credentials in its headers, its body as text. */
export interface EncodedRequest {
  readonly method: HttpRequest['method']
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** The request an endpoint makes of items, as data and without credentials. The items are of one route. */
export function buildRequest(endpoint: AnyEndpoint, settings: unknown, items: readonly PlacedItem[]): HttpRequest {
  const slots: Record<string, object[]> = {}
  // In the order the endpoint declares them, so that the same items always make the same body.
  for (const name of endpoint.slots ?? []) {
    const bodies = items.flatMap(({ slot, body }) => (slot === name ? [body] : []))
    if (bodies.length > 0) slots[name] = bodies
  }
  const input = { settings, items: items.map(({ body }) => body), slots, route: encodeRoute(commonRoute(items)) }
  return makeRequest(endpoint, input)
}

/** The route of all items; whoever packed two of different routes together would change the wrong person. */
function commonRoute(items: readonly PlacedItem[]): Route {
  const route = items[0]?.route
  if (items.every((item) => sameRoute(route, item.route))) return route
  throw new Error('Items of different routes cannot share a request; split them with splitByLimits().')
}

/** Adds the destination's credentials to a request and writes its body. */
export function encodeRequest(destination: Destination, settings: unknown, request: HttpRequest): EncodedRequest {
  const body = request.json === undefined ? undefined : encodeJson(request.json)
  return {
    method: request.method,
    url: request.url,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...authenticationHeaders(destination, settings),
      ...request.headers
    },
    body
  }
}
