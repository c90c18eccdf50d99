import type { FqlLeaf, FqlNode, FqlPath } from './fql-node'

/** An expression in words, as the rest of a sentence: `the type is "track" and the event is not "Order Completed"`. */
export function describeFql(ast: FqlNode): string {
  if (ast.kind === 'and' || ast.kind === 'or') {
    return ast.children.map((child) => describeMember(child, ast.kind)).join(` ${ast.kind} `)
  }
  return ast.kind === 'not' ? `it is not so that ${describeFql(ast.child)}` : describeClause(ast)
}

/** What would be read otherwise than it is meant stands in parentheses. */
const describeMember = (member: FqlNode, within: 'and' | 'or'): string =>
  member.kind === 'not' || ((member.kind === 'and' || member.kind === 'or') && member.kind !== within)
    ? `(${describeFql(member)})`
    : describeFql(member)

function describeClause(clause: FqlLeaf): string {
  const field = describeField(clause.field)
  switch (clause.kind) {
    case 'equality':
      return describeEquality(field, clause.operator === '=', clause.value)
    case 'ordering':
      return `${field} is ${ORDERINGS[clause.operator]} ${clause.value}`
    case 'contains':
      return `${field} ${clause.operator === 'contains' ? 'contains' : 'does not contain'} ${JSON.stringify(clause.text)}`
    case 'match': {
      const pattern = JSON.stringify(clause.parts.join('*'))
      return `${field} ${clause.operator === 'match' ? 'looks like' : 'does not look like'} ${pattern}`
    }
  }
}

const ORDERINGS = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' } as const

function describeEquality(field: string, isEqual: boolean, value: string | number | boolean | null): string {
  if (value === null) return `${field} is ${isEqual ? 'absent' : 'there'}`
  return `${field} is ${isEqual ? '' : 'not '}${typeof value === 'string' ? JSON.stringify(value) : String(value)}`
}

const describeField = ([root, ...keys]: FqlPath): string => ['the', [root, ...keys].join('.')].join(' ')
