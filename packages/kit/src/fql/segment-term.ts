import type { FqlNode } from './fql-node'

/**
 * What Segment's runtime makes of a part of an expression: a condition, one that never holds, one whose evaluation throws, or one
 * that our language has no words for.
 */
export type SegmentTerm =
  { readonly kind: 'condition'; readonly ast: FqlNode } | { readonly kind: 'never' | 'throws' | 'unsayable' }

/** What joins the terms of a level. */
export type SegmentOperator = 'and' | 'or'

/** Joins the terms of a level; undefined is the term of an empty group, on whose evaluation Segment's runtime throws. */
export function joinTerms(operator: SegmentOperator, terms: readonly (SegmentTerm | undefined)[]): SegmentTerm {
  const never = terms.findIndex((term) => term?.kind === 'never')
  const isHopeless = operator === 'and' && never >= 0
  // Segment evaluates in order, and stops at a term that decides.
  const reached = isHopeless ? terms.slice(0, never) : terms.filter((term) => term?.kind !== 'never')
  if (reached.some((term) => term === undefined || term.kind === 'throws')) return { kind: 'throws' }
  if (isHopeless) return { kind: 'never' }
  if (reached.some((term) => term?.kind === 'unsayable')) return { kind: 'unsayable' }
  return joinConditions(operator, reached)
}

function joinConditions(operator: SegmentOperator, terms: readonly (SegmentTerm | undefined)[]): SegmentTerm {
  const children = terms.flatMap((term) => (term?.kind === 'condition' ? [term.ast] : []))
  const [first, ...rest] = children
  if (first === undefined) return { kind: 'never' }
  if (rest.length === 0) return { kind: 'condition', ast: first }
  return { kind: 'condition', ast: { kind: operator, children, source: '', start: 0, end: 0 } }
}
