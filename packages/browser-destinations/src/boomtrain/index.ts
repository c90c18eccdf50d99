import { browserDestination } from '../runtime/browser-destination'
import { presetsOf } from '../runtime/definition'
import type { BrowserDestination } from '../runtime/definition'
import { identifyPerson } from './actions/identify-person'
import { trackEvent } from './actions/track-event'
import { trackPageView } from './actions/track-page-view'
import { createBoomtrainClient } from './client'
import type { BoomtrainClient } from './client'
import { settings } from './settings'
import type { BoomtrainSettings } from './settings'

export type { BoomtrainSettings } from './settings'

const actions = { identifyPerson, trackEvent, trackPageView }

/** Boomtrain by its own library in the browser, as data in the form of Segment's browser destinations. */
export const definition: BrowserDestination<BoomtrainSettings, BoomtrainClient> = {
  name: 'Boomtrain',
  slug: 'boomtrain-web',
  mode: 'device',
  description: "Give people, events and page views to Boomtrain's library in the browser.",
  settings,
  presets: presetsOf(actions),
  initialize: async (options) => createBoomtrainClient(options.settings),
  actions
}

/** Makes the plugin of analytics.js: `plugins: [boomtrain({ apiKey: '…', library: 'p13n' })]`. */
export const boomtrain = browserDestination(definition)
