import { FqlSyntaxError } from './fql-error'

type FqlSymbol = '(' | ')' | ',' | '.' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '!'

/** The smallest pieces of an expression; `source` is a piece as written, `start` its offset. */
export type FqlToken = { readonly source: string; readonly start: number } & (
  | { readonly kind: 'word'; readonly key: string }
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'symbol'; readonly symbol: FqlSymbol }
  /** A character that begins nothing. */
  | { readonly kind: 'stray' }
  | { readonly kind: 'end' }
)

// Longer symbols first: each is tried in turn.
const symbols: readonly FqlSymbol[] = ['!=', '<=', '>=', '(', ')', ',', '.', '=', '<', '>', '!']
const number = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.\\])/y
const numberLike = /[+-]?[\w.]+/y
const space = /\s+/y

/** Splits an expression into tokens, the last of which is always `end`. */
export function tokenize(source: string): readonly FqlToken[] {
  const tokens: FqlToken[] = []
  let position = skipSpace(source, 0)
  while (position < source.length) {
    const token = readToken(source, position)
    tokens.push(token)
    position = skipSpace(source, position + token.source.length)
  }
  return [...tokens, { kind: 'end', source: '', start: source.length }]
}

const skipSpace = (source: string, position: number): number => position + matchAt(space, source, position).length

function readToken(source: string, start: number): FqlToken {
  const first = source.charAt(start)
  if (first === '"' || first === "'") return readText(source, start)
  if (/[a-z_\\]/i.test(first)) return readWord(source, start)
  if (/[\d+-]/.test(first)) return readNumber(source, start)
  const symbol = symbols.find((candidate) => source.startsWith(candidate, start))
  if (symbol !== undefined) return { kind: 'symbol', symbol, source: symbol, start }
  return { kind: 'stray', source: String.fromCodePoint(source.codePointAt(start) ?? 0), start }
}

function readText(source: string, start: number): FqlToken {
  const quote = source.charAt(start)
  let position = start + 1
  while (source.charAt(position) !== quote) {
    if (position >= source.length) {
      throw new FqlSyntaxError({
        position: source.length,
        found: 'the end of the expression',
        expected: `a closing ${quote} for the text that begins at position ${start}`
      })
    }
    position += source.charAt(position) === '\\' ? 2 : 1
  }
  return { kind: 'text', raw: source.slice(start + 1, position), source: source.slice(start, position + 1), start }
}

// By code unit, as Segment does: its generator writes a backslash before each half of a surrogate pair.
function readWord(source: string, start: number): FqlToken {
  let position = start
  let key = ''
  while (position < source.length && /[\w\\-]/.test(source.charAt(position))) {
    if (source.charAt(position) === '\\') position += 1
    if (position >= source.length) {
      throw new FqlSyntaxError({
        position,
        found: 'the end of the expression',
        expected: 'the character that the backslash before it stands for'
      })
    }
    key += source.charAt(position)
    position += 1
  }
  return { kind: 'word', key, source: source.slice(start, position), start }
}

function readNumber(source: string, start: number): FqlToken {
  const text = matchAt(number, source, start)
  if (text !== '') return { kind: 'number', value: Number(text), source: text, start }
  throw new FqlSyntaxError({
    position: start,
    found: JSON.stringify(matchAt(numberLike, source, start) || source.charAt(start)),
    expected: 'a number such as 10, -2.5 or 1e6',
    advice: 'a key that begins with a digit is written with a backslash before it'
  })
}

function matchAt(pattern: RegExp, source: string, position: number): string {
  pattern.lastIndex = position
  return pattern.exec(source)?.[0] ?? ''
}
