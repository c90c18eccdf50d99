import type { Finding, Refusal } from './problem'

/**
 * Checks one value: gives the value to keep, undefined where cleaning leaves nothing, or a refusal. The value itself
 * comes back when nothing needs to change. What was left out inside is added to `dropped`.
 */
export type Check = (value: unknown, dropped: Finding[]) => unknown

/** As `Check`, for an object that is known to be one. */
export type ObjectCheck = (
  source: Readonly<Record<string, unknown>>,
  dropped: Finding[]
) => Readonly<Record<string, unknown>> | Refusal

/**
 * How far Segment's cleaning reaches: at the root empty strings go and single values become lists, in nested objects
 * null goes, and inside the items of a list nothing is cleaned: null there is converted like any other value.
 */
export type Place = 'root' | 'nested' | 'item'
