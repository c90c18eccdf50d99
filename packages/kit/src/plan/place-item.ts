import type { AnyEndpoint } from '../definition'

/** An item as it stands in a request: the list it goes to, if the endpoint has several, and its body. */
export interface PlacedItem {
  readonly slot: string | undefined
  readonly body: object
}

/** Takes an item apart: for endpoints with slots, its one key names the slot. */
export function placeItem(endpoint: AnyEndpoint, item: object): PlacedItem {
  if (endpoint.slots === undefined) return { slot: undefined, body: item }
  const [slot, body] = Object.entries(item)[0] as [string, object]
  return { slot, body }
}
