import type { Endpoint, HttpRequest } from './types'

/** An item where its request wants it. */
export interface Placed {
  readonly body: object
  readonly bytes: number
  //#region slots
  readonly slot: string | undefined
  //#endregion
  //#region route
  readonly route: Readonly<Record<string, string>>
  //#endregion
}

//#region route
export function place<Settings>(endpoint: Endpoint<Settings>, item: object): Placed {
  const { route, body: content } = endpoint.route ? (item as Pick<Placed, 'route' | 'body'>) : { route: {}, body: item }
  //#else
  //#region slots
  // export function place<Settings>(endpoint: Endpoint<Settings>, content: object): Placed {
  //#else
  // export function place<Settings>(_endpoint: Endpoint<Settings>, content: object): Placed {
  //#endregion
  //#endregion
  //#region slots
  const [slot, body] = endpoint.slots ? (Object.entries(content)[0] as [string, object]) : [undefined, content]
  //#endregion
  return {
    //#region slots
    slot,
    body,
    bytes: bytesOf(body),
    //#else
    // body: content,
    // bytes: bytesOf(content),
    //#endregion
    //#region route
    route
    //#endregion
  }
}

const bytesOf = (body: object): number => Buffer.byteLength(JSON.stringify(body))

/** Why an item cannot be sent at all, or undefined. */
export function itemProblem<Settings>(endpoint: Endpoint<Settings>, item: object): string | undefined {
  const placed = place(endpoint, item)
  //#region route
  for (const [part, value] of Object.entries(placed.route)) {
    if (!value) return `The "${part}" is empty, and it stands in the URL of the request.`
    // A step up or to itself, however it is encoded: https://url.spec.whatwg.org/#double-dot-path-segment
    if (value === '.' || value === '..') return `The "${part}" is only dots, and no URL can hold that.`
  }
  //#endregion
  const limit = endpoint.limits.itemBytes ?? Number.POSITIVE_INFINITY
  return placed.bytes > limit ? `The item has ${placed.bytes} bytes; the destination takes ${limit}.` : undefined
}

/** The request that items make together. */
export function requestFor<Settings>(
  endpoint: Endpoint<Settings>,
  settings: Settings,
  items: readonly Placed[]
): HttpRequest {
  //#region slots
  const slots: Record<string, object[]> = {}
  for (const name of endpoint.slots ?? []) {
    const bodies = items.filter(({ slot }) => slot === name).map(({ body }) => body)
    if (bodies.length > 0) slots[name] = bodies
  }
  //#endregion
  //#region route
  const route: Record<string, string> = {}
  for (const [name, value] of Object.entries(items[0]?.route ?? {})) {
    // Half a surrogate pair, which no URL can hold, becomes U+FFFD as in JSON.
    route[name] = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'))
  }
  //#endregion
  return endpoint.request({
    settings,
    items: items.map(({ body }) => body),
    //#region slots
    slots,
    //#endregion
    //#region route
    route
    //#endregion
  })
}
