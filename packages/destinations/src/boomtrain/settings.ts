import { defineSettings } from '@waybill/kit'

const httpsUrl = {
  regex: '^https://[^\\s?#]*[^\\s?#/]$',
  message: 'must be a URL that starts with https:// and has neither a slash at its end nor a ? or # in it'
}

/** @see https://docs.zetaglobal.com/reference/authorization-api */
export const settings = defineSettings({
  apiKey: {
    label: 'API Key (App ID)',
    description:
      'Names your site to Boomtrain, which also calls it App ID or site ID: the part of the tracking snippet’s address that is yours alone.',
    type: 'string',
    required: true,
    // It stands in the address of the snippet, in every page of the site.
    isPublic: true
  },
  accessToken: {
    label: 'Access Token',
    description:
      'Allows calls of the REST API: the id_token that Boomtrain’s sign-in answers with, valid for ten hours, or a lasting token from your account manager.',
    type: 'password',
    required: true
  },
  peopleEndpoint: {
    label: 'People Endpoint',
    description: 'Where people are saved, up to the version of the API.',
    type: 'string',
    format: 'uri',
    default: 'https://people.api.boomtrain.com/v1',
    pattern: httpsUrl
  },
  eventsEndpoint: {
    label: 'Events Endpoint',
    description: 'Where events are recorded.',
    type: 'string',
    format: 'uri',
    default: 'https://events.api.boomtrain.com',
    pattern: httpsUrl
  }
})
