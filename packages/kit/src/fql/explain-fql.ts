import type { SegmentEvent } from '../event'
import { compileClause } from './compile-clause'
import type { FqlGroup, FqlLeaf, FqlNode } from './fql-node'
import { readField } from './read-field'

/** How one clause of an expression fared on an event. */
export interface FqlClause {
  /** The clause as written. */
  readonly source: string
  readonly matched: boolean
  /** What the event holds in the clause's field; undefined where it holds nothing. */
  readonly actual: unknown
}

/** Why an event matched an expression, or why it did not. */
export interface FqlExplanation {
  readonly matched: boolean
  /** Every clause, in the order of the text. */
  readonly clauses: readonly FqlClause[]
  /** Those of the clauses that made the result what it is; had none of them fared so, it would be the opposite. */
  readonly decisive: readonly FqlClause[]
}

/** Evaluates every clause of an expression, also those that a matcher would not have reached. */
export function explainFql(ast: FqlNode, event: SegmentEvent): FqlExplanation {
  if (ast.kind === 'and' || ast.kind === 'or') return explainGroup(ast, event)
  if (ast.kind === 'not') {
    const inner = explainFql(ast.child, event)
    return { ...inner, matched: !inner.matched }
  }
  const clause = explainClause(ast, event)
  return { matched: clause.matched, clauses: [clause], decisive: [clause] }
}

function explainGroup({ kind, children }: FqlGroup, event: SegmentEvent): FqlExplanation {
  const members = children.map((child) => explainFql(child, event))
  const matched = kind === 'and' ? members.every((member) => member.matched) : members.some((member) => member.matched)
  return {
    matched,
    clauses: members.flatMap(({ clauses }) => clauses),
    decisive: members.flatMap((member) => (member.matched === matched ? member.decisive : []))
  }
}

function explainClause(leaf: FqlLeaf, event: SegmentEvent): FqlClause {
  const actual = readField(leaf.field)(event)
  return { source: leaf.source, matched: compileClause(leaf)(actual), actual }
}
