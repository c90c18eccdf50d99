import type { FqlContains, FqlEquality, FqlLeaf, FqlMatch, FqlOrdering } from './fql-node'

/** Whether a value found in an event satisfies a clause. */
export type ValueTest = (actual: unknown) => boolean

/**
 * Compiles the comparison of one clause, without the field it reads.
 *
 * The value written in the clause decides what it speaks about, as in Segment's runtime: a number, an ordering, `contains` and
 * `match` (also negated) hold only for numbers and texts respectively; `!=` a text, a boolean or null holds for all other values.
 */
export function compileClause(clause: FqlLeaf): ValueTest {
  if (clause.kind === 'equality') return compileEquality(clause)
  if (clause.kind === 'ordering') return orderings[clause.operator](clause.value)
  return clause.kind === 'contains' ? compileContains(clause) : compileMatch(clause)
}

function compileEquality({ operator, value }: FqlEquality): ValueTest {
  const isEqual = operator === '='
  if (value === null) {
    return isEqual
      ? (actual) => actual === undefined || actual === null
      : (actual) => actual !== undefined && actual !== null
  }
  if (isEqual) return (actual) => actual === value
  return typeof value === 'number'
    ? (actual) => typeof actual === 'number' && actual !== value
    : (actual) => actual !== value
}

const orderings: { readonly [Operator in FqlOrdering['operator']]: (limit: number) => ValueTest } = {
  '<': (limit) => (actual) => typeof actual === 'number' && actual < limit,
  '<=': (limit) => (actual) => typeof actual === 'number' && actual <= limit,
  '>': (limit) => (actual) => typeof actual === 'number' && actual > limit,
  '>=': (limit) => (actual) => typeof actual === 'number' && actual >= limit
}

function compileContains({ operator, text }: FqlContains): ValueTest {
  return operator === 'contains'
    ? (actual) => typeof actual === 'string' && actual.includes(text)
    : (actual) => typeof actual === 'string' && !actual.includes(text)
}

function compileMatch({ operator, parts }: FqlMatch): ValueTest {
  const fits = compilePattern(parts)
  return operator === 'match'
    ? (actual) => typeof actual === 'string' && fits(actual)
    : (actual) => typeof actual === 'string' && !fits(actual)
}

function compilePattern(parts: readonly string[]): (text: string) => boolean {
  const prefix = parts[0] ?? ''
  const suffix = parts.at(-1) ?? ''
  const middle = parts.slice(1, -1).filter((part) => part !== '')
  if (parts.length === 1) return (text) => text === prefix
  if (middle.length > 0)
    return (text) => fitsAround(text, prefix, suffix) && hasInOrder(text, middle, { prefix, suffix })
  if (suffix === '') return (text) => text.startsWith(prefix)
  if (prefix === '') return (text) => text.endsWith(suffix)
  return (text) => fitsAround(text, prefix, suffix)
}

const fitsAround = (text: string, prefix: string, suffix: string): boolean =>
  text.length >= prefix.length + suffix.length && text.startsWith(prefix) && text.endsWith(suffix)

/** Taking each part at its first place leaves the most room for the next, so no backtracking is needed. */
function hasInOrder(
  text: string,
  parts: readonly string[],
  around: { readonly prefix: string; readonly suffix: string }
) {
  let from = around.prefix.length
  for (const part of parts) {
    const at = text.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return from <= text.length - around.suffix.length
}
