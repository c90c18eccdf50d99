/** What one part of a mapping gives for an event, or for whatever else it is applied to: an item of an array, say. */
export type Resolve = (source: unknown) => unknown

/**
 * One part of a mapping, compiled. A constant never looks at the event; a path is known by its text, so that a directive
 * asking for the same path twice reads it once.
 */
export type Compiled =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'path'; readonly text: string; readonly resolve: Resolve; readonly paths: readonly string[] }
  | { readonly kind: 'computed'; readonly resolve: Resolve; readonly paths: readonly string[] }

/** The part of a mapping that gives nothing: an absent key. */
export const nothing: Compiled = { kind: 'constant', value: undefined }

/** The closure behind a compiled part. */
export const resolverOf = (compiled: Compiled): Resolve =>
  compiled.kind === 'constant' ? () => compiled.value : compiled.resolve

/** Every source path the compiled parts read, once each, in the order of the mapping. */
export const pathsOf = (parts: readonly Compiled[]): readonly string[] => [
  ...new Set(parts.flatMap((part) => (part.kind === 'constant' ? [] : part.paths)))
]

/** A part computed from other parts, reading what they read. */
export const computedFrom = (parts: readonly Compiled[], resolve: Resolve): Compiled => ({
  kind: 'computed',
  resolve,
  paths: pathsOf(parts)
})
