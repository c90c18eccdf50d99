import type { FqlSource } from './fql-node'
import type { FqlToken } from './tokenize'

/** How far the parser has read. */
export interface TokenCursor {
  readonly source: string
  readonly tokens: readonly FqlToken[]
  index: number
  depth: number
}

/** The token `ahead` places further on, which is the `end` token from the end on. */
export function peekToken(cursor: TokenCursor, ahead = 0): FqlToken {
  return cursor.tokens[cursor.index + ahead] ?? { kind: 'end', source: '', start: cursor.source.length }
}

/** Steps over a token and gives it. */
export function nextToken(cursor: TokenCursor): FqlToken {
  const token = peekToken(cursor)
  cursor.index += 1
  return token
}

/** Whether a token is this word, written without a backslash. */
export const isWord = (token: FqlToken, word: string): boolean => token.kind === 'word' && token.source === word

/** Whether a token is this symbol. */
export const isSymbol = (token: FqlToken, symbol: string): boolean => token.kind === 'symbol' && token.symbol === symbol

/** A token in the words of an error message. */
export function describeToken({ kind, source }: FqlToken): string {
  if (kind === 'end') return 'the end of the expression'
  if (kind === 'stray') return `the character ${JSON.stringify(source)}, which in a key needs a backslash before it`
  if (kind === 'symbol') return `"${source}"`
  return `the ${kind} ${kind === 'word' ? `"${source}"` : source}`
}

/** The part of the expression from an offset to the last token read. */
export function sourceSince(cursor: TokenCursor, start: number): FqlSource {
  const last = cursor.tokens[cursor.index - 1]
  const end = last === undefined ? start : last.start + last.source.length
  return { source: cursor.source.slice(start, end), start, end }
}
