import type { DestinationDetail, Explained, SendResponse } from '@waybill/server/tester'
import type { Client } from '../src/api/create-client'

/** A destination as the server describes it, with everything in it that the page treats differently. */
export const acme: DestinationDetail = {
  slug: 'acme',
  name: 'Acme',
  description: 'A destination for tests.',
  integrationNames: ['Acme'],
  settings: {
    apiKey: { label: 'API Key', description: 'The key.', type: 'password', required: true },
    region: { label: 'Region', description: 'Where.', type: 'string', choices: ['us', 'eu'], default: 'us' },
    limit: { label: 'Limit', description: 'How many.', type: 'number' }
  },
  authentication: { scheme: 'custom' },
  actions: [
    {
      name: 'trackEvent',
      title: 'Track Event',
      description: 'Tracks.',
      defaultSubscription: 'type = "track"',
      fields: { name: { label: 'Name', description: 'The name.', type: 'string', required: true } },
      defaultMapping: { name: { '@path': '$.event' } },
      endpoint: { docs: 'https://acme.example/docs', limits: {} }
    }
  ],
  presets: [
    {
      name: 'Track',
      partnerAction: 'trackEvent',
      subscribe: 'type = "track"',
      mapping: { name: { '@path': '$.event' } },
      optional: false
    }
  ],
  sandbox: { settings: { apiKey: 'made-up-key', region: 'eu' } },
  examples: [
    {
      title: 'a purchase is tracked',
      action: 'trackEvent',
      event: { type: 'track', event: 'Bought' },
      subscription: {
        name: 'a purchase is tracked',
        partnerAction: 'trackEvent',
        subscribe: 'type = "track"',
        mapping: { name: 'Purchase' }
      },
      settings: { apiKey: 'example-key' },
      expect: { skipped: 'x' }
    }
  ],
  canSaveExamples: true
}

/** Another one, without a sandbox. */
export const { sandbox: _, ...bare } = { ...acme, slug: 'bare', name: 'Bare' }

export const explained: Explained = { settingProblems: [], subscriptionProblems: [], events: [], requests: [] }

export const sent: SendResponse = { kind: 'sent', exchanges: [], events: [], milliseconds: 1 }

/** A client that answers at once, with what it is given instead. */
export const clientOf = (answers: Partial<Client> = {}): Client => ({
  destinations: async () => ({
    destinations: [acme, bare].map(({ slug, name, description }) => ({ slug, name, description, isLoaded: true }))
  }),
  destination: async (slug) => (slug === 'acme' ? acme : bare),
  sampleEvents: async () => ({ samples: [] }),
  explain: async () => explained,
  send: async () => sent,
  authenticate: async () => ({ kind: 'accepted' }),
  saveExample: async () => ({ kind: 'saved', file: 'examples.ts', line: 1, text: '' }),
  ...answers
})
