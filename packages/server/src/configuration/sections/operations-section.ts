import { defineSettings } from '@waybill/kit'

/** The port that people who run the service use. */
export const operationsSection = defineSettings({
  host: {
    label: 'Host',
    description: 'The address to listen on: of this machine only, or 0.0.0.0 in a container.',
    type: 'string',
    default: '127.0.0.1',
    // Whatever asks by another name is refused as foreign, the commands too.
    pattern: {
      regex: '^(?:localhost|127(?:\\.\\d{1,3}){3}|::1|0\\.0\\.0\\.0|::)$',
      message:
        'must be 127.0.0.1, localhost or ::1, or 0.0.0.0 or :: in a container, since the port answers its own machine only; for metrics elsewhere there is metricsHost'
    }
  },
  port: {
    label: 'Port',
    description: 'The port to listen on; 0 for a free one.',
    type: 'integer',
    minimum: 0,
    maximum: 65_535,
    default: 8081
  },
  token: {
    label: 'Token',
    description: 'What requests have to carry as a bearer token; without it, one is made and kept in the data folder.',
    type: 'password'
  },
  metricsHost: {
    label: 'Metrics host',
    description: 'The address of the port for metrics alone.',
    type: 'string',
    default: '127.0.0.1'
  },
  metricsPort: {
    label: 'Metrics port',
    description:
      'A port that answers /metrics and nothing else, without a token, for a Prometheus on another machine; without it, /metrics is on the operations port only.',
    type: 'integer',
    minimum: 0,
    maximum: 65_535
  },
  eventLogDays: {
    label: 'Event log days',
    description: 'How long accepted events are kept for searching and replaying; 0 for not at all.',
    type: 'number',
    minimum: 0,
    default: 7
  },
  eventLogMegabytes: {
    label: 'Event log megabytes',
    description: 'How large the event log may become; the oldest events are removed first.',
    type: 'integer',
    minimum: 1,
    default: 5000
  }
})
