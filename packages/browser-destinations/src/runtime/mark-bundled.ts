import type { Analytics } from '@segment/analytics-next'

/**
 * Tells analytics.js that this page sends to a destination itself, as the settings Segment serves do for destinations
 * in device mode; it passes that on in `event._metadata.bundled`, and a server in cloud mode leaves those events alone.
 * Returns what takes it back.
 *
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/plugins/segmentio/normalize.ts
 */
export function markBundled(analytics: Analytics, name: string): () => void {
  const integrations = analytics.settings.cdnSettings?.integrations
  if (integrations === undefined) return () => undefined
  const before = integrations[name]
  const bundled = { ...before, bundlingStatus: 'bundled' as const }
  integrations[name] = bundled
  return () => {
    if (integrations[name] !== bundled) return
    if (before === undefined) delete integrations[name]
    else integrations[name] = before
  }
}
