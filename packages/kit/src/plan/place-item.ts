import type { AnyEndpoint } from '../definition'
import type { Route } from './route'

/** An item as it stands in a request: the list it goes to, if the endpoint has several, its part of the URL, its body. */
export interface PlacedItem {
  readonly slot: string | undefined
  readonly route: Route
  readonly body: object
}

/** Takes an item apart: a route stands beside the body; for endpoints with slots, the body's one key names the slot. */
export function placeItem(endpoint: AnyEndpoint, item: object): PlacedItem {
  if (endpoint.route === undefined) return placeBody(endpoint, item, undefined)
  const { route, body } = item as { readonly route: Route; readonly body: object }
  return placeBody(endpoint, body, route)
}

function placeBody(endpoint: AnyEndpoint, content: object, route: Route): PlacedItem {
  if (endpoint.slots === undefined) return { slot: undefined, route, body: content }
  const [slot, body] = Object.entries(content)[0] as [string, object]
  return { slot, route, body }
}
