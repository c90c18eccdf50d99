import { browserDestination } from '../runtime/browser-destination'
import { presetsOf } from '../runtime/definition'
import type { BrowserDestination } from '../runtime/definition'
import { identifyGroup } from './actions/identify-group'
import { identifyPerson } from './actions/identify-person'
import { trackEvent } from './actions/track-event'
import { trackPageView } from './actions/track-page-view'
import { createCustomerioClient } from './client'
import type { CustomerioClient } from './client'
import { settings } from './settings'
import type { CustomerioSettings } from './settings'

export type { CustomerioSettings } from './settings'

const actions = { identifyPerson, trackEvent, trackPageView, identifyGroup }

/** Customer.io by its own library in the browser, as data in the form of Segment's browser destinations. */
export const definition: BrowserDestination<CustomerioSettings, CustomerioClient> = {
  name: 'Customer.io',
  slug: 'customerio-web',
  mode: 'device',
  description: "Give people, events and page views to Customer.io's library in the browser.",
  settings,
  presets: presetsOf(actions),
  initialize: async (options) => createCustomerioClient(options.settings),
  actions
}

/** Makes the plugin of analytics.js: `plugins: [customerio({ siteId: '…', datacenter: 'eu' })]`. */
export const customerio = browserDestination(definition)
