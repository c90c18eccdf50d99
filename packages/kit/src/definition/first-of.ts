import type { Mapping } from '../mapping'

/** The mapping that takes the first of several paths that holds a value; null counts as none, as in Segment. */
export function firstOf(path: string, ...others: readonly string[]): Mapping {
  const [next, ...rest] = others
  if (next === undefined) return { '@path': path }
  return { '@if': { exists: { '@path': path }, then: { '@path': path }, else: firstOf(next, ...rest) } }
}
