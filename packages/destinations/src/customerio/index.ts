import { basicAuthorization, defineDestination, isJsonObject } from '@waybill/kit'
import { createUpdateDevice } from './actions/create-update-device'
import { createUpdateObject } from './actions/create-update-object'
import { createUpdatePerson } from './actions/create-update-person'
import { deleteDevice } from './actions/delete-device'
import { deleteObject } from './actions/delete-object'
import { deletePerson } from './actions/delete-person'
import { deleteRelationship } from './actions/delete-relationship'
import { mergePeople } from './actions/merge-people'
import { suppressPerson } from './actions/suppress-person'
import { trackEvent } from './actions/track-event'
import { trackPageView } from './actions/track-page-view'
import { trackScreenView } from './actions/track-screen-view'
import { unsuppressPerson } from './actions/unsuppress-person'
import { trackHost } from './endpoints'
import { reportingWebhook } from './reporting/webhook'
import { settings } from './settings'
import { subscriptions } from './subscriptions'

/** Customer.io by its Track API v2: people, events, devices, objects and their relationships. */
export const customerio = defineDestination({
  name: 'Customer.io',
  slug: 'customerio',
  description: 'Send people, events, devices and objects to Customer.io.',
  integrationNames: ['Customer.io', 'Customer.io (Actions)', 'Actions Customerio'],
  settings,
  authentication: {
    scheme: 'basic',
    headers: ({ settings: { siteId, apiKey } }) => ({ authorization: basicAuthorization(siteId, apiKey) }),
    test: {
      docs: 'https://customer.io/docs/api/track/#operation/getRegion',
      request: ({ settings: { region } }) => ({ method: 'GET', url: `${trackHost(region)}/api/v1/accounts/region` }),
      problem: ({ settings: { region = 'us' }, response: { body } }) => {
        const actual = isJsonObject(body) ? body['region'] : undefined
        if (typeof actual !== 'string' || actual === region) return undefined
        return `This account lives in the region "${actual}"; set the region to "${actual}" instead of "${region}".`
      }
    }
  },
  actions: {
    createUpdatePerson,
    trackEvent,
    trackPageView,
    trackScreenView,
    createUpdateDevice,
    deleteDevice,
    createUpdateObject,
    deleteRelationship,
    deleteObject,
    mergePeople,
    suppressPerson,
    unsuppressPerson,
    deletePerson
  },
  presets: [
    {
      name: 'Create or Update Person',
      type: 'automatic',
      partnerAction: 'createUpdatePerson',
      subscribe: 'type = "identify"'
    },
    { name: 'Track Event', type: 'automatic', partnerAction: 'trackEvent', subscribe: subscriptions.events },
    { name: 'Track Page View', type: 'automatic', partnerAction: 'trackPageView', subscribe: 'type = "page"' },
    { name: 'Track Screen View', type: 'automatic', partnerAction: 'trackScreenView', subscribe: 'type = "screen"' },
    {
      name: 'Create or Update Object',
      type: 'automatic',
      partnerAction: 'createUpdateObject',
      subscribe: 'type = "group"'
    },
    { name: 'Merge People', type: 'automatic', partnerAction: 'mergePeople', subscribe: 'type = "alias"' },
    {
      name: 'Create or Update Device',
      type: 'automatic',
      partnerAction: 'createUpdateDevice',
      subscribe: subscriptions.deviceUpdates
    },
    {
      name: 'Delete Device',
      type: 'automatic',
      partnerAction: 'deleteDevice',
      subscribe: subscriptions.deviceDeletions
    },
    {
      name: 'Delete Relationship',
      type: 'automatic',
      partnerAction: 'deleteRelationship',
      subscribe: 'type = "track" and event = "Relationship Deleted"'
    },
    {
      name: 'Delete Object',
      type: 'automatic',
      partnerAction: 'deleteObject',
      subscribe: 'type = "track" and event = "Object Deleted"'
    },
    {
      name: 'Suppress Person',
      type: 'automatic',
      partnerAction: 'suppressPerson',
      subscribe: 'type = "track" and event = "User Suppressed"'
    },
    {
      name: 'Unsuppress Person',
      type: 'automatic',
      partnerAction: 'unsuppressPerson',
      subscribe: 'type = "track" and event = "User Unsuppressed"'
    },
    {
      name: 'Delete Person',
      type: 'automatic',
      partnerAction: 'deletePerson',
      subscribe: 'type = "track" and event = "User Deleted"'
    }
  ],
  deletion: 'deletePerson',
  webhook: reportingWebhook
})
