import type { FqlGroup, FqlLeaf, FqlNode } from './fql-node'

type Names = ReadonlySet<string> | undefined

/** The event names outside of which an expression matches nothing, or undefined where no such list is known. */
export const eventNames = (ast: FqlNode): ReadonlySet<string> | undefined => namesWhen(ast, true)

/** The names of events on which a node has this result. */
function namesWhen(node: FqlNode, result: boolean): Names {
  if (node.kind === 'not') return namesWhen(node.child, !result)
  if (node.kind === 'and' || node.kind === 'or') return groupNames(node, result)
  return clauseNames(node, result)
}

function groupNames({ kind, children }: FqlGroup, result: boolean): Names {
  const names = children.map((child) => namesWhen(child, result))
  const needsEvery = (kind === 'and') === result
  return needsEvery ? names.reduce(intersect) : names.reduce(unite)
}

function clauseNames(clause: FqlLeaf, result: boolean): Names {
  if (clause.field[0] !== 'event') return undefined
  if (clause.kind === 'equality' && typeof clause.value === 'string') {
    return (clause.operator === '=') === result ? new Set([clause.value]) : undefined
  }
  const [text, ...wildcards] = clause.kind === 'match' && clause.operator === 'match' && result ? clause.parts : []
  return text !== undefined && wildcards.length === 0 ? new Set([text]) : undefined
}

function intersect(some: Names, others: Names): Names {
  if (some === undefined || others === undefined) return some ?? others
  return new Set([...some].filter((name) => others.has(name)))
}

const unite = (some: Names, others: Names): Names =>
  some === undefined || others === undefined ? undefined : new Set([...some, ...others])
