import type { SegmentEventType } from '../event'
import { compileClause } from './compile-clause'
import type { FqlLeaf, FqlNode } from './fql-node'

const allTypes: readonly SegmentEventType[] = ['identify', 'track', 'page', 'screen', 'group', 'alias', 'delete']

/** Which results an expression can have on the events of one type. */
interface Outcomes {
  readonly canMatch: boolean
  readonly canFail: boolean
}

/** The event types an expression can match: events of any other type need not be tried. */
export const eventTypes = (ast: FqlNode): ReadonlySet<SegmentEventType> =>
  new Set(allTypes.filter((type) => outcomesFor(ast, type).canMatch))

function outcomesFor(node: FqlNode, type: SegmentEventType): Outcomes {
  if (node.kind === 'not') {
    const { canMatch, canFail } = outcomesFor(node.child, type)
    return { canMatch: canFail, canFail: canMatch }
  }
  if (node.kind !== 'and' && node.kind !== 'or') return clauseOutcomes(node, type)
  const members = node.children.map((child) => outcomesFor(child, type))
  return node.kind === 'and'
    ? { canMatch: members.every(({ canMatch }) => canMatch), canFail: members.some(({ canFail }) => canFail) }
    : { canMatch: members.some(({ canMatch }) => canMatch), canFail: members.every(({ canFail }) => canFail) }
}

function clauseOutcomes(clause: FqlLeaf, type: SegmentEventType): Outcomes {
  if (clause.field[0] !== 'type') return { canMatch: true, canFail: true }
  const canMatch = compileClause(clause)(type)
  return { canMatch, canFail: !canMatch }
}
