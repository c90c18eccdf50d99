import { buildRequest, placeItem } from '@waybill/kit'
import type { Example } from '@waybill/kit'
import type { NamedEndpoint } from './action-text'
import type { Names } from './names'

const EVENT = { type: 'track', userId: 'u-1', event: 'Signed Up', properties: { plan: 'pro' } } as const

/** The example an action begins with: one event, and the request that its endpoint makes of it. */
export function beginExample(
  { identifier, title }: Names,
  { endpoint }: NamedEndpoint,
  settings: Readonly<Record<string, unknown>>
): Example {
  const body = { name: EVENT.event, data: EVENT.properties }
  const content = endpoint.slots?.[0] === undefined ? body : { [endpoint.slots[0]]: body }
  const route = Object.fromEntries((endpoint.route ?? []).map((part) => [part, EVENT.userId]))
  const placed = placeItem(endpoint, endpoint.route === undefined ? content : { route, body: content })
  const { method, url, json } = buildRequest(endpoint, settings, [placed])
  return {
    title: `${title.toLowerCase()} sends what its fields hold`,
    action: identifier,
    event: EVENT,
    expect: { requests: [{ method, url, ...(json !== undefined && { json }) }] }
  }
}
