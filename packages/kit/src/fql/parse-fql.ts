import { FqlSyntaxError, type FqlError } from './fql-error'
import type { FqlNode } from './fql-node'
import { parseClause } from './parse-clause'
import { describeToken, isSymbol, isWord, nextToken, peekToken, sourceSince, type TokenCursor } from './token-cursor'
import { tokenize } from './tokenize'

// Far beyond what a person writes, far below where the stack of the machine ends.
const deepestNesting = 200

/** What `parseFql` gives: the parsed expression, or why it cannot be read. */
export type FqlParseResult =
  { readonly ok: true; readonly ast: FqlNode } | { readonly ok: false; readonly error: FqlError }

/**
 * Parses an FQL expression; it never throws.
 *
 * `and` binds tighter than `or`, parentheses nest, and `!( … )` and `not …` negate.
 *
 * @see https://segment.com/docs/api/public-api/fql/
 */
export function parseFql(source: string): FqlParseResult {
  try {
    const cursor: TokenCursor = { source, tokens: tokenize(source), index: 0, depth: 0 }
    const ast = parseAny(cursor)
    const rest = peekToken(cursor)
    if (rest.kind !== 'end') throw unexpected(cursor, '"and", "or" or the end of the expression')
    return { ok: true, ast }
  } catch (error) {
    if (!(error instanceof FqlSyntaxError)) throw error
    const { message, position, expected } = error
    return { ok: false, error: { message, position, expected } }
  }
}

const parseAny = (cursor: TokenCursor): FqlNode => parseChain(cursor, 'or', parseAll)
const parseAll = (cursor: TokenCursor): FqlNode => parseChain(cursor, 'and', parseCondition)

function parseChain(cursor: TokenCursor, kind: 'and' | 'or', parseMember: (cursor: TokenCursor) => FqlNode): FqlNode {
  const { start } = peekToken(cursor)
  const first = parseMember(cursor)
  const children = [first]
  while (isWord(peekToken(cursor), kind)) {
    nextToken(cursor)
    children.push(parseMember(cursor))
  }
  return children.length === 1 ? first : { kind, children, ...sourceSince(cursor, start) }
}

function parseCondition(cursor: TokenCursor): FqlNode {
  const token = peekToken(cursor)
  if (isSymbol(token, '(')) return parseGroup(cursor)
  if (isWord(token, 'not')) return parseNegation(cursor)
  if (!isSymbol(token, '!')) return parseClause(cursor)
  const negated = peekToken(cursor, 1)
  if (isWord(negated, 'contains') || isWord(negated, 'match')) return parseClause(cursor)
  if (isSymbol(negated, '(')) return parseNegation(cursor)
  nextToken(cursor)
  throw unexpected(cursor, '"(", "contains(" or "match(" after "!"')
}

function parseNegation(cursor: TokenCursor): FqlNode {
  const { start } = nextToken(cursor)
  const child = nested(cursor, parseCondition)
  return { kind: 'not', child, ...sourceSince(cursor, start) }
}

function parseGroup(cursor: TokenCursor): FqlNode {
  const { start } = nextToken(cursor)
  const inner = nested(cursor, parseAny)
  if (!isSymbol(peekToken(cursor), ')')) {
    throw unexpected(cursor, `"and", "or" or the ")" that closes the "(" at position ${start}`)
  }
  nextToken(cursor)
  return inner
}

function nested(cursor: TokenCursor, parseInner: (cursor: TokenCursor) => FqlNode): FqlNode {
  if (cursor.depth >= deepestNesting) {
    throw unexpected(cursor, `no more than ${deepestNesting} levels of parentheses and negations`)
  }
  cursor.depth += 1
  const node = parseInner(cursor)
  cursor.depth -= 1
  return node
}

function unexpected(cursor: TokenCursor, expected: string): FqlSyntaxError {
  const token = peekToken(cursor)
  const lowerCase = token.source.toLowerCase()
  const isShouted = token.source !== lowerCase && ['and', 'or'].includes(lowerCase)
  return new FqlSyntaxError({
    position: token.start,
    found: describeToken(token),
    expected,
    ...(isShouted && { advice: `write it in lower case: ${lowerCase}` })
  })
}
