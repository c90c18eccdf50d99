import type { Example } from '@waybill/kit'

export type BrazeExample = Example

export const TIMESTAMP = '2026-03-04T05:06:07.890Z'

/** One request to a door of the cluster the examples are written for. */
export const sent = (path: string, json: object, host = 'https://rest.iad-01.braze.com') => ({
  requests: [{ method: 'POST' as const, url: host + path, json }]
})

export const tracked = (json: object) => sent('/users/track', json)
