import type { SegmentEventType } from '@waybill/kit'

/** What a path of the Tracking API asks for. */
export type Call =
  | { readonly kind: 'one'; readonly type: SegmentEventType }
  | { readonly kind: 'batch' }
  /** The client's own figures of itself, which nobody here needs. */
  | { readonly kind: 'client-metrics' }

const one = (type: SegmentEventType): Call => ({ kind: 'one', type })

/**
 * The calls by the last part of their path. The long names are documented, the letters are what analytics.js uses.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/plugins/segmentio/index.ts
 */
const CALLS: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['identify', one('identify')],
  ['i', one('identify')],
  ['track', one('track')],
  ['t', one('track')],
  ['page', one('page')],
  ['p', one('page')],
  ['screen', one('screen')],
  ['s', one('screen')],
  ['group', one('group')],
  ['g', one('group')],
  ['alias', one('alias')],
  ['a', one('alias')],
  ['batch', { kind: 'batch' }],
  ['b', { kind: 'batch' }],
  ['import', { kind: 'batch' }],
  ['m', { kind: 'client-metrics' }]
])

export const callOf = (name: string): Call | undefined => CALLS.get(name)
