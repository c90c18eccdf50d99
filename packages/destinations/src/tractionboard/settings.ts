import { defineSettings } from '@waybill/kit'

/** @see https://segment.com/docs/connections/destinations/catalog/tractionboard/ */
export const settings = defineSettings({
  tokenId: {
    label: 'Token ID',
    description: 'Found in the Tractionboard Dashboard under Settings > Integrations.',
    type: 'password',
    required: true
  },
  endpoint: {
    label: 'Endpoint',
    description:
      'Where Tractionboard takes messages. Its documents name the host and no path: ask Tractionboard for it.',
    type: 'string',
    format: 'uri',
    default: 'https://api.tractionboard.io/',
    pattern: { regex: '^https://[^\\s#]+$', message: 'must be a URL that starts with https:// and has no # in it' }
  }
})
