import type { EndpointLimits } from '../definition'
import { sameRoute } from './route'
import type { Route } from './route'

// What surrounds the items in a body: brackets, slot names, keys beside them. Measured bodies stay far below it.
const ENVELOPE_BYTES = 1024

/** What a request holds so far. */
interface Load {
  readonly count: number
  readonly bytes: number
}

/** Whether an item of so many bytes still fits beside what a request already holds. */
export function fits(limits: EndpointLimits, load: Load, itemBytes: number): boolean {
  if (load.count === 0) return true
  if (limits.items !== undefined && load.count >= limits.items) return false
  return limits.bytes === undefined || load.bytes + load.count + itemBytes + ENVELOPE_BYTES <= limits.bytes
}

/** Cuts a list, in order, into parts that each fit into one request, whose URL they share. */
export function splitByLimits<Entry extends { readonly route: Route }>(
  entries: readonly Entry[],
  bytesOf: (entry: Entry) => number,
  limits: EndpointLimits
): readonly (readonly Entry[])[] {
  const parts: Entry[][] = []
  let part: Entry[] = []
  let bytes = 0
  for (const entry of entries) {
    const entryBytes = bytesOf(entry)
    const shares = part[0] === undefined || sameRoute(part[0].route, entry.route)
    if (!shares || !fits(limits, { count: part.length, bytes }, entryBytes)) {
      parts.push(part)
      part = []
      bytes = 0
    }
    part.push(entry)
    bytes += entryBytes
  }
  if (part.length > 0) parts.push(part)
  return parts
}
