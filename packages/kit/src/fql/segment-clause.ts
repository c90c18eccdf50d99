import type { FqlEquality, FqlLeaf, FqlNode, FqlOrdering, FqlPath } from './fql-node'
import { parseFql } from './parse-fql'
import { printFql } from './print-fql'
import type { SegmentTerm } from './segment-term'
import type { SegmentToken } from './segment-tokens'

/** A clause as Segment's parser hands it to its evaluation. */
export interface SegmentClause {
  readonly root: SegmentRoot
  /** What follows the root, in Segment's dotted form. */
  readonly name: string
  readonly operator: string
  readonly value: string | number | boolean
}

/** The fields of Segment's runtime. */
export type SegmentRoot = 'type' | 'event' | 'name' | 'userId' | 'properties' | 'traits' | 'context'

const keyedRoots: ReadonlySet<string> = new Set(['properties', 'traits', 'context'])
const plainRoots: ReadonlySet<string> = new Set(['type', 'event', 'name', 'userId'])

/** Whether Segment's runtime has a field of this name. */
export const isSegmentRoot = (root: string): root is SegmentRoot => keyedRoots.has(root) || plainRoots.has(root)

/** Whether keys may follow this root. */
export const isKeyedRoot = (root: SegmentRoot): boolean => keyedRoots.has(root)

/** Says with our own tree what Segment's runtime evaluates for one clause. */
export function segmentTerm(clause: SegmentClause): SegmentTerm {
  const field = fieldOf(clause)
  if (field === 'throws' || field === 'unsayable') return { kind: field }
  const ast = operators.get(clause.operator)?.(field, clause.value)
  if (ast === undefined) return { kind: 'never' }
  return isSayable(ast) ? { kind: 'condition', ast } : { kind: 'unsayable' }
}

function fieldOf({ root, name }: SegmentClause): FqlPath | 'throws' | 'unsayable' {
  if (!isKeyedRoot(root)) return [root]
  if (name === '') return 'unsayable'
  const keys = name.match(/[^[.\]]+/g)
  if (keys === null) return 'throws'
  // Segment also finds what every object inherits, such as `properties.constructor`.
  return keys.some((key) => key in {}) ? 'unsayable' : [root, ...keys]
}

// What was never written cannot be pointed at.
const nowhere = { source: '', start: 0, end: 0 }

type Builder = (field: FqlPath, value: SegmentClause['value']) => FqlNode | undefined

const operators: ReadonlyMap<string, Builder> = new Map<string, Builder>([
  ['=', (field, value) => equality(field, '=', String(value))],
  ['!=', (field, value) => equality(field, '!=', String(value))],
  ['<', (field, value) => ordering(field, '<', value)],
  ['<=', (field, value) => ordering(field, '<=', value)],
  ['>', (field, value) => ordering(field, '>', value)],
  ['>=', (field, value) => ordering(field, '>=', value)],
  ['exists', (field) => equality(field, '!=', null)],
  ['not_exists', (field) => equality(field, '=', null)],
  ['is_true', (field) => equality(field, '=', true)],
  ['is_false', (field) => equality(field, '=', false)],
  ['number_equals', (field, value) => (Number.isNaN(Number(value)) ? undefined : equality(field, '=', Number(value)))],
  ['number_not_equals', (field, value) => numberOtherThan(field, Number(value))],
  ['contains', (field, value) => ({ kind: 'contains', field, operator: 'contains', text: String(value), ...nowhere })],
  [
    'not_contains',
    (field, value) => ({ kind: 'contains', field, operator: '!contains', text: String(value), ...nowhere })
  ],
  ['starts_with', (field, value) => pattern(field, 'match', [String(value), ''])],
  ['not_starts_with', (field, value) => pattern(field, '!match', [String(value), ''])],
  ['ends_with', (field, value) => pattern(field, 'match', ['', String(value)])],
  ['not_ends_with', (field, value) => pattern(field, '!match', ['', String(value)])]
])

const equality = (field: FqlPath, operator: FqlEquality['operator'], value: FqlEquality['value']): FqlLeaf => ({
  kind: 'equality',
  field,
  operator,
  value,
  ...nowhere
})

function ordering(
  field: FqlPath,
  operator: FqlOrdering['operator'],
  limit: SegmentClause['value']
): FqlLeaf | undefined {
  const value = Number(limit)
  return Number.isNaN(value) ? undefined : { kind: 'ordering', field, operator, value, ...nowhere }
}

const pattern = (field: FqlPath, operator: 'match' | '!match', parts: readonly string[]): FqlLeaf => ({
  kind: 'match',
  field,
  operator,
  parts,
  ...nowhere
})

/** Every number is other than what is not a number. */
function numberOtherThan(field: FqlPath, value: number): FqlNode | undefined {
  if (!Number.isNaN(value)) return equality(field, '!=', value)
  const children = [ordering(field, '<', 0), ordering(field, '>=', 0)].filter((child) => child !== undefined)
  return { kind: 'or', children, ...nowhere }
}

function isSayable(ast: FqlNode): boolean {
  const text = printFql(ast)
  const reread = parseFql(text)
  return reread.ok && printFql(reread.ast) === text
}

/** How Segment's parser classifies a comparison: the operators its evaluation knows, and the value it compares with. */
export function segmentComparison(
  root: SegmentRoot,
  operator: SegmentToken,
  value: SegmentToken
): Pick<SegmentClause, 'operator' | 'value'> {
  const read = segmentValue(value)
  const isEqual = operator.value === '='
  const isComparedByValue = isEqual || operator.value === '!='
  if (isComparedByValue && value.value === 'null' && root !== 'type' && root !== 'event') {
    return { operator: isEqual ? 'not_exists' : 'exists', value: read }
  }
  if (isEqual && typeof read === 'boolean' && (isKeyedRoot(root) || root === 'userId')) {
    return { operator: read ? 'is_true' : 'is_false', value: read }
  }
  if (!isKeyedRoot(root)) return { operator: operator.value, value: String(read) }
  if (isComparedByValue && typeof read === 'number') {
    return { operator: isEqual ? 'number_equals' : 'number_not_equals', value: read }
  }
  return { operator: operator.value, value: read }
}

/** Whether Segment's evaluation has an operator of this name; a clause with any other never holds. */
export const isSegmentOperator = (operator: string): boolean => operators.has(operator)

/** The value of a token, as Segment's parser takes it: only double quotes are taken off. */
export function segmentValue({ kind, value }: SegmentToken): string | number | boolean {
  if (kind === 'text') return value.replace(/^"|"$/g, '')
  if (kind === 'number') return Number(value)
  return kind === 'word' && (value === 'true' || value === 'false') ? value === 'true' : value
}
