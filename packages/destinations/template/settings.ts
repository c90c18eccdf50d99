import { defineSettings } from '@waybill/kit'

/** @see https://acme.example/docs/authentication */
export const settings = defineSettings({
  apiKey: {
    label: 'API Key',
    description: 'Found in Acme under Settings > API.',
    type: 'password',
    required: true
  },
  region: {
    label: 'Region',
    description: 'Where the account lives.',
    type: 'string',
    choices: [
      { label: 'United States', value: 'us' },
      { label: 'European Union', value: 'eu' }
    ],
    default: 'us'
  }
})
