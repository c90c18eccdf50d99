import type { SegmentSource } from '../configuration/service-configuration'

/** Where a browser finds the service. */
export interface PublicAddress {
  readonly host: string
  readonly protocol: 'http' | 'https'
}

/**
 * What analytics.js loads before it sends anything: that everything goes here, and that nothing is done in the page.
 *
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/browser/settings.ts
 */
export const browserSettings = (writeKey: SegmentSource['writeKeys'][number], { host, protocol }: PublicAddress) => ({
  integrations: {
    'Segment.io': {
      apiKey: writeKey,
      apiHost: `${host}/v1`,
      protocol,
      unbundledIntegrations: [],
      addBundledMetadata: true
    }
  },
  plan: { track: { __default: { enabled: true, integrations: {} } }, identify: {}, group: {} },
  edgeFunction: {},
  analyticsNextEnabled: true,
  middlewareSettings: {},
  enabledMiddleware: {},
  metrics: { sampleRate: 0 },
  legacyVideoPluginsEnabled: false,
  remotePlugins: []
})
