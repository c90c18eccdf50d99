import { defineDestination } from '@waybill/kit'
import { createUpdatePerson } from './actions/create-update-person'
import { trackEvent } from './actions/track-event'
import { trackPageView } from './actions/track-page-view'
import { eventsUrl } from './endpoints'
import { settings } from './settings'

/** Boomtrain, later ZetaHub, by its REST API: people, events and page views. */
export const boomtrain = defineDestination({
  name: 'Boomtrain',
  slug: 'boomtrain',
  description: 'Send people, events and page views to Boomtrain.',
  integrationNames: ['Boomtrain'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { accessToken } }) => ({ authorization: `Bearer ${accessToken}` }),
    test: {
      docs: 'https://docs.zetaglobal.com/docs/get-recent-events-for-a-site',
      request: ({ settings: { apiKey, eventsEndpoint } }) => ({
        method: 'GET',
        url: `${eventsUrl(eventsEndpoint)}/events/recent/${encodeURIComponent(apiKey)}?count=1`
      })
    }
  },
  actions: { createUpdatePerson, trackEvent, trackPageView },
  presets: [
    {
      name: 'Create or Update Person',
      type: 'automatic',
      partnerAction: 'createUpdatePerson',
      subscribe: 'type = "identify"'
    },
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: 'type = "track"' },
    { name: 'Track Page View', type: 'automatic', partnerAction: 'trackPageView', subscribe: 'type = "page"' }
  ]
})
