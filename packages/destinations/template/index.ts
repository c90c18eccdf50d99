import { defineDestination } from '@waybill/kit'
import { savePerson } from './actions/save-person'
import { trackEvent } from './actions/track-event'
import { host } from './endpoints'
import { settings } from './settings'

/** Acme by its API: people one by one, events up to a hundred at once. */
export const acme = defineDestination({
  name: 'Acme',
  slug: 'acme',
  description: 'Send people and events to Acme.',
  integrationNames: ['Acme'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { apiKey } }) => ({ authorization: `Bearer ${apiKey}` }),
    test: {
      docs: 'https://acme.example/docs/authentication',
      request: ({ settings: { region } }) => ({ method: 'GET', url: `${host(region)}/v1/account` })
    }
  },
  actions: { savePerson, trackEvent },
  presets: [
    { name: 'Save Person', type: 'automatic', partnerAction: 'savePerson', subscribe: 'type = "identify"' },
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' }
  ]
})
