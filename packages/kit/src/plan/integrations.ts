import { isJsonObject } from '../json'
import type { SegmentEvent } from '../event'

/**
 * Whether `event.integrations` leaves a destination on. A destination's own name, case as written, wins over `All`;
 * an object is options and means on; deletion requests carry null or an array there, which switches nothing.
 *
 * @see https://segment.com/docs/guides/filtering-data/#filtering-with-the-integrations-object
 */
export function isEnabledByIntegrations(event: SegmentEvent, names: readonly string[]): boolean {
  const integrations: unknown = event.integrations
  if (!isJsonObject(integrations)) return true
  for (const name of names) {
    if (Object.hasOwn(integrations, name)) return integrations[name] !== false
  }
  for (const key in integrations) {
    if (key.toLowerCase() === 'all') return integrations[key] !== false
  }
  return true
}
