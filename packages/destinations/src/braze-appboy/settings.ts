import { defineSettings } from '@waybill/kit'
import type { Infer } from '@waybill/kit'

/** Hosts from before Appboy became Braze. They read the key from the body, so it goes there as well. */
const LEGACY = {
  us: 'https://api.appboy.com',
  eu: 'https://rest.api.appboy.eu'
} as const

/**
 * https://www.braze.com/docs/api/basics/#endpoints lists the clusters; US-09 is in Segment's list only, and the two
 * Appboy hosts are those of https://github.com/segment-integrations/integration-appboy.
 */
export const settings = defineSettings({
  appGroupId: {
    label: 'App Group REST API Key',
    description: 'The key of the App Group (workspace), from Settings > APIs and Identifiers; it needs users.track.',
    type: 'password',
    required: true
  },
  endpoint: {
    label: 'REST Endpoint',
    description: 'The cluster the account lives on. A key of one cluster is unknown to every other.',
    type: 'string',
    required: true,
    choices: [
      { label: 'US-01', value: 'https://rest.iad-01.braze.com' },
      { label: 'US-02', value: 'https://rest.iad-02.braze.com' },
      { label: 'US-03', value: 'https://rest.iad-03.braze.com' },
      { label: 'US-04', value: 'https://rest.iad-04.braze.com' },
      { label: 'US-05', value: 'https://rest.iad-05.braze.com' },
      { label: 'US-06', value: 'https://rest.iad-06.braze.com' },
      { label: 'US-07', value: 'https://rest.iad-07.braze.com' },
      { label: 'US-08', value: 'https://rest.iad-08.braze.com' },
      { label: 'US-09', value: 'https://rest.us-09.braze.com' },
      { label: 'US-10', value: 'https://rest.us-10.braze.com' },
      { label: 'EU-01', value: 'https://rest.fra-01.braze.eu' },
      { label: 'EU-02', value: 'https://rest.fra-02.braze.eu' },
      { label: 'AU-01', value: 'https://rest.au-01.braze.com' },
      { label: 'ID-01', value: 'https://rest.id-01.braze.com' },
      { label: 'JP-01', value: 'https://rest.jp-01.braze.com' },
      { label: 'KR-01', value: 'https://rest.kr-01.braze.com' },
      { label: 'Appboy US (legacy)', value: LEGACY.us },
      { label: 'Appboy EU (legacy)', value: LEGACY.eu }
    ]
  },
  appId: {
    label: 'App Identifier',
    description: 'The app that events and purchases are counted for, from Settings > APIs and Identifiers.',
    type: 'string'
  },
  updateExistingOnly: {
    label: 'Update Existing Only',
    description: 'Change users who exist and create none: data about anyone else is dropped by Braze.',
    type: 'boolean'
  }
})

export type Settings = Infer<typeof settings>

/** Whether a host is one of Appboy's, from before the key moved to the authorization header. */
export const isLegacyHost = (endpoint: string): boolean => endpoint === LEGACY.us || endpoint === LEGACY.eu
