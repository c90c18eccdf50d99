import { basicAuthorization, defineDestination } from '@waybill/kit'
import { aliasUser } from './actions/alias-user'
import { cancelUser } from './actions/cancel-user'
import { identifyUser } from './actions/identify-user'
import { saveGroupTraits } from './actions/save-group-traits'
import { setUserProperty } from './actions/set-user-property'
import { signUpUser } from './actions/sign-up-user'
import { trackEvent } from './actions/track-event'
import { trackPayment } from './actions/track-payment'
import { trackRefund } from './actions/track-refund'
import { trackVisit } from './actions/track-visit'
import { settings } from './settings'
import { subscriptions } from './subscriptions'

/** Tractionboard, which takes Segment's messages as they are; each carries what the documents say it means. */
export const tractionboard = defineDestination({
  name: 'Tractionboard',
  slug: 'tractionboard',
  description: 'Send visits, logins, payments and other events of users to Tractionboard.',
  integrationNames: ['Tractionboard'],
  settings,
  // No test: no document names a request that changes nothing, so the first delivery tells whether the token is right.
  authentication: {
    scheme: 'basic',
    headers: ({ settings: { tokenId } }) => ({ authorization: basicAuthorization(tokenId, '') })
  },
  actions: {
    trackVisit,
    identifyUser,
    trackEvent,
    trackPayment,
    trackRefund,
    cancelUser,
    signUpUser,
    saveGroupTraits,
    aliasUser,
    setUserProperty
  },
  presets: [
    { name: 'Track Visit', type: 'automatic', partnerAction: 'trackVisit', subscribe: subscriptions.visits },
    { name: 'Identify User', type: 'automatic', partnerAction: 'identifyUser', subscribe: subscriptions.logins },
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: subscriptions.events },
    { name: 'Track Payment', type: 'automatic', partnerAction: 'trackPayment', subscribe: subscriptions.payments },
    { name: 'Track Refund', type: 'automatic', partnerAction: 'trackRefund', subscribe: subscriptions.refunds },
    { name: 'Cancel User', type: 'automatic', partnerAction: 'cancelUser', subscribe: subscriptions.cancellations },
    { name: 'Sign Up User', type: 'automatic', partnerAction: 'signUpUser', subscribe: subscriptions.signups },
    { name: 'Save Group Traits', type: 'automatic', partnerAction: 'saveGroupTraits', subscribe: 'type = "group"' },
    { name: 'Alias User', type: 'automatic', partnerAction: 'aliasUser', subscribe: 'type = "alias"' },
    {
      name: 'Set User Property',
      type: 'automatic',
      partnerAction: 'setUserProperty',
      subscribe: subscriptions.properties
    }
  ]
})
