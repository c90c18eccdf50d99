import { defineEndpoint, isJsonObject } from '@waybill/kit'
import { settings } from './settings'

/**
 * Where Tractionboard takes Segment's messages and translates them itself, as an endpoint that partners of Segment run:
 * one message in one request, and 501 for a type of call it does not take. Segment's runtime does not fill in the
 * default of a setting.
 */
export const messages = defineEndpoint(settings, {
  docs: 'https://segment.com/docs/partners/subscriptions/build-webhook/',
  request: ({ settings: { endpoint }, items }) => ({
    method: 'POST',
    url: endpoint || settings.endpoint.default,
    json: items[0]
  }),
  limits: { items: 1 },
  reason: ({ body }) => (isJsonObject(body) && typeof body['message'] === 'string' ? body['message'] : undefined)
})
