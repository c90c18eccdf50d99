import { FqlSyntaxError } from './fql-error'
import type { FqlEquality, FqlLeaf, FqlOrdering, FqlPath } from './fql-node'
import { parseField } from './parse-field'
import { readPattern, readText } from './text-escapes'
import { describeToken, isSymbol, isWord, nextToken, peekToken, sourceSince, type TokenCursor } from './token-cursor'
import type { FqlToken } from './tokenize'

type Value = FqlEquality['value']

/** Reads one clause: a comparison, or a call of `contains` or `match`, possibly after `!`. */
export function parseClause(cursor: TokenCursor): FqlLeaf {
  const { start } = peekToken(cursor)
  const isNegated = isSymbol(peekToken(cursor), '!')
  if (isNegated) nextToken(cursor)
  if (isWord(peekToken(cursor), 'contains')) {
    const { field, argument } = parseCall(cursor)
    const operator = isNegated ? '!contains' : 'contains'
    return { kind: 'contains', field, operator, text: readArgument(argument), ...sourceSince(cursor, start) }
  }
  if (isWord(peekToken(cursor), 'match')) {
    const { field, argument } = parseCall(cursor)
    const operator = isNegated ? '!match' : 'match'
    return { kind: 'match', field, operator, parts: readPatternArgument(argument), ...sourceSince(cursor, start) }
  }
  return parseComparison(cursor)
}

function parseCall(cursor: TokenCursor): { readonly field: FqlPath; readonly argument: FqlToken } {
  const name = nextToken(cursor).source
  expectSymbol(cursor, '(', `"(" after "${name}"`)
  const field = parseField(cursor, `a field as the first argument of ${name}()`)
  expectSymbol(cursor, ',', `"," and the text that ${name}() looks for`)
  const argument = nextToken(cursor)
  if (argument.kind === 'end') throw unexpected(argument, `the text that ${name}() looks for`)
  expectSymbol(cursor, ')', `the ")" that closes ${name}()`)
  return { field, argument }
}

// Segment's own generator writes numbers and booleans into contains() without quotes.
function readArgument(argument: FqlToken): string {
  const value = valueOf(argument)
  if (value === undefined || value === null) throw unexpected(argument, 'the text that contains() looks for, in quotes')
  return String(value)
}

function readPatternArgument(argument: FqlToken): readonly string[] {
  if (argument.kind !== 'text') throw unexpected(argument, 'the pattern of match(), in quotes')
  return readPattern(argument.raw)
}

function parseComparison(cursor: TokenCursor): FqlLeaf {
  const { start } = peekToken(cursor)
  const field = parseField(cursor, 'a field, "contains(", "match(", "not" or "("')
  const token = nextToken(cursor)
  const operator = token.kind === 'symbol' ? token.symbol : undefined
  if (operator === '=' || operator === '!=') {
    const value = parseValue(cursor, field)
    return { kind: 'equality', field, operator, value, ...sourceSince(cursor, start) }
  }
  if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
    const value = parseLimit(cursor, operator)
    return { kind: 'ordering', field, operator, value, ...sourceSince(cursor, start) }
  }
  throw unexpected(token, 'an operator (=, !=, <, <=, > or >=)')
}

function parseValue(cursor: TokenCursor, field: FqlPath): Value {
  const token = nextToken(cursor)
  const value = valueOf(token)
  if (value !== undefined) return asComparedIn(field, value)
  throw unexpected(token, 'a text in quotes, a number, true, false or null')
}

function parseLimit(cursor: TokenCursor, operator: FqlOrdering['operator']): number {
  const token = nextToken(cursor)
  const value = valueOf(token)
  if (typeof value === 'number') return value
  // Segment compares with the number that a quoted text spells.
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  throw unexpected(token, `a number after "${operator}"`)
}

function valueOf(token: FqlToken): Value | undefined {
  if (token.kind === 'number') return token.value
  if (token.kind === 'text') return readText(token.raw)
  if (isWord(token, 'null')) return null
  if (isWord(token, 'true')) return true
  return isWord(token, 'false') ? false : undefined
}

// Names and identifiers are texts in Segment's spec, so it compares them with the text of a number: userId = 7 means "7".
function asComparedIn([root]: FqlPath, value: Value): Value {
  const isName = root === 'type' || root === 'event' || root === 'name'
  const isIdentifier = root === 'userId' || root === 'anonymousId' || root === 'messageId'
  if (typeof value === 'number' && (isName || isIdentifier)) return String(value)
  return typeof value === 'boolean' && isName ? String(value) : value
}

function expectSymbol(cursor: TokenCursor, symbol: string, expected: string): void {
  const token = nextToken(cursor)
  if (!isSymbol(token, symbol)) throw unexpected(token, expected)
}

const unexpected = (token: FqlToken, expected: string): FqlSyntaxError =>
  new FqlSyntaxError({ position: token.start, found: describeToken(token), expected })
