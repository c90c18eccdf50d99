import type { FqlLeaf, FqlNode } from './fql-node'
import { printFql } from './print-fql'

const nowhere = { source: '', start: 0, end: 0 }

/** Moves negations down to the clauses, where they disappear if another clause says the opposite, and lifts groups out of like groups. */
export function normalizeFql(ast: FqlNode, isNegated = false): FqlNode {
  if (ast.kind === 'not') return normalizeFql(ast.child, !isNegated)
  if (ast.kind !== 'and' && ast.kind !== 'or') return isNegated ? opposite(ast) : ast
  const kind = (ast.kind === 'and') === isNegated ? 'or' : 'and'
  const children = ast.children.flatMap((child) => {
    const normal = normalizeFql(child, isNegated)
    return normal.kind === kind ? normal.children : [normal]
  })
  return { kind, children, ...nowhere }
}

/** Only comparisons with texts and with null come in exact opposites: the others speak about values of one type alone. */
function opposite(clause: FqlLeaf): FqlNode {
  if (clause.kind === 'equality' && typeof clause.value !== 'number') {
    return { ...clause, operator: clause.operator === '=' ? '!=' : '=' }
  }
  return { kind: 'not', child: clause, ...nowhere }
}

/** Whether two expressions are the same but for parentheses and negations that cancel out. */
export const isSameFql = (one: FqlNode, other: FqlNode): boolean =>
  printFql(normalizeFql(one)) === printFql(normalizeFql(other))
