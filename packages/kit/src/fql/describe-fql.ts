import type { FqlEquality, FqlGroup, FqlLeaf, FqlNode, FqlPath } from './fql-node'

/** An expression in words, as the rest of a sentence: `the type is "track" and the event is not "Order Completed"`. */
export function describeFql(ast: FqlNode): string {
  if (ast.kind === 'and' || ast.kind === 'or') return describeGroup(ast)
  return ast.kind === 'not' ? `it is not so that ${describeFql(ast.child)}` : describeClause(ast)
}

/** Neighbours that ask the same field for one of several values, or for none of them, are told together. */
function describeGroup({ kind, children }: FqlGroup): string {
  const together = kind === 'and' ? '!=' : '='
  const parts: (FqlNode | FqlEquality[])[] = []
  for (const child of children) {
    const last = parts.at(-1)
    if (!isTextEquality(child) || child.operator !== together) parts.push(child)
    else if (Array.isArray(last) && isSameField(last[0], child)) last.push(child)
    else parts.push([child])
  }
  const [only] = parts
  if (parts.length === 1 && Array.isArray(only)) return describeChoice(only)
  return parts
    .map((part) => (Array.isArray(part) ? describeChoice(part) : describeMember(part, kind)))
    .join(` ${kind} `)
}

const isTextEquality = (node: FqlNode): node is FqlEquality =>
  node.kind === 'equality' && typeof node.value === 'string'

const isSameField = (first: FqlEquality | undefined, second: FqlEquality): boolean =>
  first?.field.join('\0') === second.field.join('\0')

function describeChoice(clauses: readonly FqlEquality[]): string {
  const [first] = clauses
  if (first === undefined || clauses.length === 1) return first === undefined ? '' : describeClause(first)
  const values = clauses.map(({ value }) => JSON.stringify(value))
  return `${describeField(first.field)} is ${first.operator === '=' ? '' : 'neither '}${listed(values, first.operator === '=' ? 'or' : 'nor')}`
}

const listed = (values: readonly string[], word: string): string =>
  `${values.slice(0, -1).join(', ')} ${word} ${values.at(-1) ?? ''}`

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
