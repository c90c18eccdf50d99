import type { FqlGroup, FqlLeaf, FqlNode, FqlPath } from './fql-node'
import { writePattern, writeText } from './text-escapes'

/** Writes an expression such that parsing it gives the same expression again. */
export function printFql(ast: FqlNode): string {
  if (ast.kind === 'and' || ast.kind === 'or') {
    return ast.children.map((child) => printMember(child, ast.kind)).join(` ${ast.kind} `)
  }
  return ast.kind === 'not' ? `!(${printFql(ast.child)})` : printClause(ast)
}

// Only `and` inside `or` needs no parentheses.
const printMember = (member: FqlNode, kind: FqlGroup['kind']): string =>
  member.kind === 'or' || (member.kind === 'and' && kind === 'and') ? `(${printFql(member)})` : printFql(member)

function printClause(clause: FqlLeaf): string {
  const field = printField(clause.field)
  if (clause.kind === 'contains') return `${clause.operator}(${field}, ${writeText(clause.text)})`
  if (clause.kind === 'match') return `${clause.operator}(${field}, ${writePattern(clause.parts)})`
  return `${field} ${clause.operator} ${printValue(clause.value)}`
}

function printValue(value: string | number | boolean | null): string {
  if (typeof value === 'string') return writeText(value)
  // No number is written as a word, and this one is read as infinite.
  if (value === Infinity) return '1e999'
  if (value === -Infinity) return '-1e999'
  return Object.is(value, -0) ? '-0' : String(value)
}

const printField = ([root, ...keys]: FqlPath): string => [root, ...keys.map(printKey)].join('.')

// Segment's tokenizer takes these three for operators and values, and a leading digit or hyphen for a number.
const printKey = (key: string): string =>
  ['and', 'or', 'null'].includes(key) || /^[\d-]/.test(key)
    ? `\\${key.charAt(0)}${escapeKey(key.slice(1))}`
    : escapeKey(key)

const escapeKey = (key: string): string => key.replace(/[^\w-]/g, '\\$&')
