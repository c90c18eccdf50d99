import { defineEndpoint, isJsonObject } from '@waybill/kit'
import type { HttpResponse, ItemError } from '@waybill/kit'
import { settings } from './settings'

/** The API's host of a region; Segment's runtime does not fill in the default of a setting. */
export const host = (region: string | undefined): string => `https://${region ?? 'us'}.api.acme.example`

/** One person, whose ID stands in the URL: a `route` names what an item puts there, and arrives encoded. */
export const people = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/people',
  route: ['id'],
  request: ({ settings: { region }, route: { id }, items }) => ({
    method: 'PUT',
    url: `${host(region)}/v1/people/${id}`,
    json: items[0]
  }),
  limits: { items: 1, rate: { requests: 50, perSeconds: 1 } }
})

/** Up to a hundred events at once; an answer names those it refused by their position. */
export const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs/events',
  request: ({ settings: { region }, items }) => ({
    method: 'POST',
    url: `${host(region)}/v1/events`,
    json: { events: items }
  }),
  limits: { items: 100, itemBytes: 32_000, bytes: 1_000_000, rate: { requests: 10, perSeconds: 1 } },
  itemErrors: ({ body }: HttpResponse) =>
    isJsonObject(body) && Array.isArray(body['refused']) ? body['refused'].flatMap(toItemError) : []
})

function toItemError(refused: unknown): readonly ItemError[] {
  if (!isJsonObject(refused)) return []
  const { position, reason } = refused
  return typeof position === 'number' ? [{ index: position, reason: String(reason) }] : []
}
