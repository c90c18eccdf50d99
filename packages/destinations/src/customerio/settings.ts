import { defineSettings } from '@waybill/kit'

/** @see https://customer.io/docs/api/track/#section/Authentication */
export const settings = defineSettings({
  siteId: {
    label: 'Site ID',
    description: 'Found in Customer.io under Settings > Account Settings > API Credentials.',
    type: 'string',
    required: true
  },
  apiKey: {
    label: 'API Key',
    description: 'The Track API key beside the Site ID: 20 or 64 characters long.',
    type: 'password',
    required: true,
    pattern: {
      regex: '^(?:.{20}|.{64})$',
      message: 'must be 20 or 64 characters long; copy the Track API key, not an App API key'
    }
  },
  region: {
    label: 'Region',
    description: 'Where the account lives: data sent to the other region takes a detour or is refused.',
    type: 'string',
    choices: [
      { label: 'United States', value: 'us' },
      { label: 'European Union', value: 'eu' }
    ],
    default: 'us'
  }
})
