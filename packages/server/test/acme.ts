import { defineAction, defineDestination, defineEndpoint, defineSettings } from '@waybill/kit'
import type { EncodedRequest } from '@waybill/kit'
import type { Transport } from '@waybill/runner'

const settings = defineSettings({
  apiKey: { label: 'API Key', description: 'The key.', type: 'password', required: true },
  region: { label: 'Region', description: 'Where.', type: 'string', choices: ['us', 'eu'], default: 'us' }
})

const events = defineEndpoint(settings, {
  docs: 'https://acme.example/docs',
  request: ({ settings: { apiKey }, items }) => ({
    method: 'POST',
    url: 'https://acme.example/events',
    headers: { authorization: apiKey },
    json: { items }
  }),
  limits: { items: 100, rate: { requests: 100, perSeconds: 1 } }
})

/** A made-up destination: one item for each track call. */
export const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: { scheme: 'custom', headers: () => ({}) },
  actions: {
    trackEvent: defineAction(settings, {
      title: 'Track Event',
      description: 'Sends an event.',
      fields: {
        name: { label: 'Name', description: 'What.', type: 'string', default: { '@path': '$.event' } },
        at: { label: 'At', description: 'When.', type: 'string', default: { '@path': '$.timestamp' } }
      },
      endpoint: events,
      items: ({ payload }) => [{ ...payload }]
    })
  },
  presets: [{ name: 'Events', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' }]
})

export interface FakeVendor extends Transport {
  /** What it was sent, the oldest first. */
  readonly requests: EncodedRequest[]
  /** The names of the events it was sent. */
  readonly names: () => readonly string[]
  /** The status it answers with. */
  status: number
}

/** Acme, in the memory of the test. */
export function createFakeVendor(): FakeVendor {
  const requests: EncodedRequest[] = []
  return {
    status: 200,
    requests,
    names: () => requests.flatMap(({ body }) => namesIn(body)),
    async send(request) {
      requests.push(request)
      await Promise.resolve()
      return { kind: 'response', response: { status: this.status, headers: {}, body: {} } }
    },
    close: async () => undefined
  }
}

const namesIn = (body: EncodedRequest['body']): readonly string[] =>
  (JSON.parse(String(body)) as { items: readonly { name: string }[] }).items.map(({ name }) => name)
