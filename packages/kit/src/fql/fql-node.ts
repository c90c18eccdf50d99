/** The first word of every field an expression can name. */
export type FqlRoot =
  | 'type'
  | 'event'
  | 'name'
  | 'userId'
  | 'anonymousId'
  | 'messageId'
  | 'properties'
  | 'traits'
  | 'context'
  | 'integrations'

/** A field, split into its keys: `properties.plan.tier` is `['properties', 'plan', 'tier']`. */
export type FqlPath = readonly [FqlRoot, ...string[]]

/** Where a node stands in the expression: its text, and the offsets of its first character and of the one after its last. */
export interface FqlSource {
  readonly source: string
  readonly start: number
  readonly end: number
}

/** `field = value` or `field != value`. */
export interface FqlEquality extends FqlSource {
  readonly kind: 'equality'
  readonly field: FqlPath
  readonly operator: '=' | '!='
  readonly value: string | number | boolean | null
}

/** `field < number` and its three siblings. */
export interface FqlOrdering extends FqlSource {
  readonly kind: 'ordering'
  readonly field: FqlPath
  readonly operator: '<' | '<=' | '>' | '>='
  readonly value: number
}

/** `contains(field, "text")` or `!contains(field, "text")`. */
export interface FqlContains extends FqlSource {
  readonly kind: 'contains'
  readonly field: FqlPath
  readonly operator: 'contains' | '!contains'
  readonly text: string
}

/** `match(field, "pattern")` or `!match(field, "pattern")`; `parts` are the texts between the pattern's wildcards. */
export interface FqlMatch extends FqlSource {
  readonly kind: 'match'
  readonly field: FqlPath
  readonly operator: 'match' | '!match'
  readonly parts: readonly string[]
}

/** A clause: a condition on one field. */
export type FqlLeaf = FqlEquality | FqlOrdering | FqlContains | FqlMatch

/** Conditions that must all hold. */
export interface FqlConjunction extends FqlSource {
  readonly kind: 'and'
  readonly children: readonly FqlNode[]
}

/** Conditions of which one must hold. */
export interface FqlDisjunction extends FqlSource {
  readonly kind: 'or'
  readonly children: readonly FqlNode[]
}

/** Conditions and how they are joined. */
export type FqlGroup = FqlConjunction | FqlDisjunction

/** A condition that must not hold. */
export interface FqlNegation extends FqlSource {
  readonly kind: 'not'
  readonly child: FqlNode
}

/** A parsed expression, or a part of one. */
export type FqlNode = FqlLeaf | FqlGroup | FqlNegation
