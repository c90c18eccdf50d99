import { defineSettings } from '@waybill/kit'

/** Where accepted events wait, and how many. */
export const dataSection = defineSettings({
  folder: {
    label: 'Folder',
    description: 'The folder of the queue, created if it is not there; relative to this file.',
    type: 'string',
    default: 'waybill-data'
  },
  maximumMegabytes: {
    label: 'Maximum megabytes',
    description: 'How large the queue file may become before events are refused; without it, as large as the disk.',
    type: 'integer',
    minimum: 16
  },
  reserveMegabytes: {
    label: 'Reserve megabytes',
    description:
      'How much of the disk is kept free for recording what became of accepted events: with less, events are refused. The event log gives up its oldest events as soon as twice that is left.',
    type: 'integer',
    minimum: 0,
    default: 64
  },
  maximumWaiting: {
    label: 'Maximum waiting',
    description:
      'How many messages may wait before events are refused until there is room. An event counts once for each destination and endpoint it goes to.',
    type: 'integer',
    minimum: 1,
    default: 1_000_000
  },
  rememberHours: {
    label: 'Remember hours',
    description:
      'How long outcomes and message ids are remembered; an id that comes again within this time is dropped.',
    type: 'number',
    minimum: 0.01,
    default: 24
  }
})
