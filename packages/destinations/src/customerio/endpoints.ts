import { defineEndpoint, isJsonObject } from '@waybill/kit'
import type { HttpResponse, ItemError } from '@waybill/kit'
import { settings } from './settings'

/** The Track API's host of a region. */
export const trackHost = (region: string | undefined): string =>
  region === 'eu' ? 'https://track-eu.customer.io' : 'https://track.customer.io'

/**
 * Everything that changes people, objects and their events. One request takes any mix of them, in order.
 * 100 requests a second is what Customer.io asks of Segment imports (100 to 200); the Track API allows 1000.
 */
export const entities = defineEndpoint(settings, {
  docs: 'https://customer.io/docs/api/track/#operation/batch',
  request: ({ settings: { region }, items }) =>
    items.length === 1
      ? { method: 'POST', url: `${trackHost(region)}/api/v2/entity`, json: items[0] }
      : { method: 'POST', url: `${trackHost(region)}/api/v2/batch`, json: { batch: items } },
  limits: { itemBytes: 32_000, bytes: 500_000, rate: { requests: 100, perSeconds: 1, maximum: 1000 } },
  itemErrors: (response) => errorsOf(response).map(toItemError),
  reason: (response) => errorsOf(response).map(describeError).join('; ') || metaErrors(response)
})

const errorsOf = ({ body }: HttpResponse): readonly { readonly [key: string]: unknown }[] =>
  isJsonObject(body) && Array.isArray(body['errors']) ? body['errors'].filter(isJsonObject) : []

// The answer to a single item names no index.
function toItemError(error: { readonly [key: string]: unknown }): ItemError {
  const { batch_index: index } = error
  return { ...(typeof index === 'number' && { index }), reason: describeError(error) }
}

const describeError = ({ reason, field, message }: { readonly [key: string]: unknown }): string =>
  [reason, field, message].filter((part) => typeof part === 'string' && part !== '').join(' · ')

// The older endpoints answer {"meta":{"errors":[…]}} or {"meta":{"error":"…"}}.
function metaErrors({ body }: HttpResponse): string | undefined {
  const meta = isJsonObject(body) ? body['meta'] : undefined
  if (!isJsonObject(meta)) return undefined
  const errors = Array.isArray(meta['errors']) ? meta['errors'] : [meta['error']]
  return errors.filter((error) => typeof error === 'string').join('; ') || undefined
}
