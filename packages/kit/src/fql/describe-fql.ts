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
  if (clause.kind === 'equality') return describeEquality(field, clause.operator === '=', clause.value)
  if (clause.kind === 'ordering') return `${field} is ${ORDERINGS[clause.operator]} ${clause.value}`
  const text = clause.kind === 'match' ? clause.parts.join('*') : clause.text
  return `${field} ${TEXT_OPERATORS[clause.operator]} ${JSON.stringify(text)}`
}

const TEXT_OPERATORS = {
  contains: 'contains',
  '!contains': 'does not contain',
  match: 'looks like',
  '!match': 'does not look like'
} as const

const ORDERINGS = { '<': 'less than', '<=': 'at most', '>': 'more than', '>=': 'at least' } as const

function describeEquality(field: string, isEqual: boolean, value: string | number | boolean | null): string {
  if (value === null) return `${field} is ${isEqual ? 'absent' : 'there'}`
  return `${field} is ${isEqual ? '' : 'not '}${typeof value === 'string' ? JSON.stringify(value) : String(value)}`
}

const describeField = ([root, ...keys]: FqlPath): string => `the ${[root, ...keys].join('.')}`
