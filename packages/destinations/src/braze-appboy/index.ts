import { defineDestination } from '@waybill/kit'
import { createAlias } from './actions/create-alias'
import { deleteUser } from './actions/delete-user'
import { identifyUser } from './actions/identify-user'
import { joinGroup } from './actions/join-group'
import { trackEvent } from './actions/track-event'
import { trackPageView } from './actions/track-page-view'
import { trackPurchase } from './actions/track-purchase'
import { trackScreenView } from './actions/track-screen-view'
import { updateUserProfile } from './actions/update-user-profile'
import { post } from './endpoints'
import { settings } from './settings'
import { subscriptions } from './subscriptions'

/** Braze, once Appboy, by its REST API: users, their events and purchases, their other names. */
export const brazeAppboy = defineDestination({
  name: 'Braze (Appboy)',
  slug: 'braze-appboy',
  description: 'Send users, events and purchases to Braze, formerly Appboy.',
  integrationNames: ['Braze', 'Appboy', 'Braze Cloud Mode (Actions)', 'Braze (Appboy)'],
  settings,
  authentication: {
    scheme: 'custom',
    headers: ({ settings: { appGroupId } }) => ({ authorization: `Bearer ${appGroupId}` }),
    test: {
      docs: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_track',
      // A key has permissions one by one, so a door that only reads would refuse keys that are all right for us. This asks
      // for the permission we need, and changes nothing: no attribute, of a user who does not exist and is not created.
      request: ({ settings: account }) =>
        post(account, '/users/track', {
          attributes: [{ external_id: 'waybill-credentials-test', _update_existing_only: true }]
        })
    }
  },
  actions: {
    updateUserProfile,
    trackEvent,
    trackPurchase,
    joinGroup,
    createAlias,
    identifyUser,
    trackPageView,
    trackScreenView,
    deleteUser
  },
  presets: [
    {
      name: 'Update User Profile',
      type: 'automatic',
      partnerAction: 'updateUserProfile',
      subscribe: 'type = "identify"'
    },
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: subscriptions.events },
    { name: 'Track Purchase', type: 'automatic', partnerAction: 'trackPurchase', subscribe: subscriptions.orders },
    { name: 'Join Group', type: 'automatic', partnerAction: 'joinGroup', subscribe: 'type = "group"' },
    { name: 'Create Alias', type: 'automatic', partnerAction: 'createAlias', subscribe: 'type = "alias"' },
    {
      name: 'Identify User',
      type: 'automatic',
      partnerAction: 'identifyUser',
      subscribe: 'type = "alias"',
      optional: true
    },
    {
      name: 'Track Revenue',
      type: 'automatic',
      partnerAction: 'trackPurchase',
      subscribe: subscriptions.revenue,
      // The event itself is recorded by Track Event.
      mapping: { record_without_revenue: false },
      optional: true
    },
    {
      name: 'Track Page View',
      type: 'automatic',
      partnerAction: 'trackPageView',
      subscribe: 'type = "page"',
      optional: true
    },
    {
      name: 'Track Named Page View',
      type: 'automatic',
      partnerAction: 'trackPageView',
      subscribe: 'type = "page" and name != null and name != ""',
      optional: true
    },
    {
      name: 'Track Screen View',
      type: 'automatic',
      partnerAction: 'trackScreenView',
      subscribe: 'type = "screen"',
      optional: true
    },
    {
      name: 'Track Named Screen View',
      type: 'automatic',
      partnerAction: 'trackScreenView',
      subscribe: 'type = "screen" and name != null and name != ""',
      optional: true
    }
  ],
  deletion: 'deleteUser'
})
