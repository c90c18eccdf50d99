import type { SegmentEvent } from '../event'
import type { FqlPath } from './fql-node'

/** Finds one field's value in an event. */
export type FieldReader = (event: SegmentEvent) => unknown

/**
 * Prepares the reading of a field: own properties only, so that nothing matches through a prototype.
 *
 * As in Segment's runtime, a key below an empty text, zero, false or null finds that very value.
 */
export function readField(path: FqlPath): FieldReader {
  const [root, key, ...rest] = path
  if (key === undefined) return ROOTS[root] ?? ((event) => ownValue(event, root))
  if (rest.length === 0) return (event) => step(ownValue(event, root), key)
  const keys = path.slice(1)
  return (event) => {
    let value = ownValue(event, root)
    for (let index = 0; index < keys.length; index += 1) value = step(value, keys[index] ?? '')
    return value
  }
}

/** The fields that nearly every clause reads. Objects inherit nothing of these names, so the plain read is safe, and faster. */
const ROOTS: { readonly [root: string]: FieldReader | undefined } = {
  type: (event) => event.type,
  event: (event) => event.event,
  name: (event) => event.name,
  userId: (event) => event.userId
}

const step = (parent: unknown, key: string): unknown => (parent ? ownValue(parent, key) : parent)

const ownValue = (parent: {}, key: string): unknown =>
  Object.hasOwn(parent, key) ? (parent as { readonly [key: string]: unknown })[key] : undefined
