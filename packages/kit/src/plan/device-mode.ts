import { isJsonObject } from '../json'
import type { SegmentEvent } from '../event'

/**
 * Whether the page that made an event has given it to the destination already, by the vendor's own library (device
 * mode). Analytics.js says so in `event._metadata`: `bundled` names the destinations it has loaded, `unbundled` those
 * it leaves to the cloud, `bundledIds` holds the ids of the loaded instances.
 *
 * @param names the names of the destination, case as written
 * @param instanceId the id of one instance, which `bundledIds` may hold
 * @see https://github.com/segmentio/analytics-next/blob/master/packages/browser/src/plugins/segmentio/normalize.ts
 */
export function isSentInDeviceMode(event: SegmentEvent, names: readonly string[], instanceId?: string): boolean {
  const metadata = event['_metadata']
  if (!isJsonObject(metadata)) return false
  const { bundled, bundledIds } = metadata
  if (Array.isArray(bundled) && names.some((name) => bundled.includes(name))) return true
  return instanceId !== undefined && Array.isArray(bundledIds) && bundledIds.includes(instanceId)
}
