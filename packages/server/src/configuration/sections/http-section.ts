import { defineSettings } from '@waybill/kit'

/** Where events come in. */
export const httpSection = defineSettings({
  host: {
    label: 'Host',
    description: 'The address to listen on; 0.0.0.0 for all of this machine, as in a container.',
    type: 'string',
    default: '127.0.0.1'
  },
  port: {
    label: 'Port',
    description: 'The port to listen on; 0 for a free one.',
    type: 'integer',
    minimum: 0,
    maximum: 65_535,
    default: 8080
  },
  maximumConnections: {
    label: 'Maximum connections',
    description: 'How many connections may be open at once; more are refused.',
    type: 'integer',
    minimum: 1,
    default: 16_384
  },
  trustForwardedFor: {
    label: 'Trust X-Forwarded-For',
    description:
      'Whether a proxy stands in front that sets X-Forwarded-For and X-Forwarded-Proto: the address of a browser is taken from there.',
    type: 'boolean',
    default: false
  },
  shutdownSeconds: {
    label: 'Shutdown seconds',
    description: 'How long requests under way are waited for when the service is told to end.',
    type: 'integer',
    minimum: 1,
    maximum: 3600,
    default: 20
  }
})
