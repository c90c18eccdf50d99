import { defineSettings } from '@waybill/kit'

/** The port that people who run the service use. */
export const operationsSection = defineSettings({
  host: {
    label: 'Host',
    description: 'The address to listen on; of this machine only unless you know better.',
    type: 'string',
    default: '127.0.0.1'
  },
  port: {
    label: 'Port',
    description: 'The port to listen on; 0 for a free one.',
    type: 'integer',
    maximum: 65_535,
    default: 8081
  },
  token: {
    label: 'Token',
    description: 'What requests have to carry as a bearer token.',
    type: 'password'
  }
})
