/** One token as Segment's tokenizer cuts it; words that dots join are one token already. */
export interface SegmentToken {
  readonly kind: 'word' | 'conditional' | 'null' | 'number' | 'text' | 'operator' | 'punctuation' | 'end'
  readonly value: string
}

/** Thrown where Segment's own tokenizer or parser gives up. */
export class SegmentRefusal extends Error {
  override readonly name = 'SegmentRefusal'
}

interface Rule {
  readonly kind: SegmentToken['kind']
  readonly pattern: RegExp
}

// Tried in this order. `(?![^ \t\n,\])])` asks for the end of the expression or a character that ends a token for Segment.
const rules: readonly Rule[] = [
  { kind: 'operator', pattern: /!(?=[a-z(])/iy },
  { kind: 'operator', pattern: /[!<>]=(?![^ \t\n,\])])|[=<>]/y },
  { kind: 'conditional', pattern: /(?:and|or)(?![^ \t\n,\])])/y },
  { kind: 'null', pattern: /null(?![^ \t\n,\])])/y },
  { kind: 'word', pattern: /(?:[a-z_]|\\[^])(?:[\w-]|\\[^])*(?![^ \t\n,\]).(=!])/iy },
  { kind: 'number', pattern: /[-+\d]\d*(?:\.(?![ \t\n,\])]|$)\d*)?(?![\d.])/y },
  // A closing quote that nothing ends is read again, as the opening quote of another text.
  { kind: 'text', pattern: /"[^"]*(?:"(?![^ \t\n,\])])|(?="))|'[^']*(?:'(?![^ \t\n,\])])|(?='))/y },
  { kind: 'punctuation', pattern: /[.,()[\]]/y }
]

// While it looks for "and" or "null", Segment's tokenizer loses the last letters of an expression that ends too early.
const swallowed = /(?:a[^ \t\n,\])]|n[^ \t\n,\])]{1,2})$/y

const end: SegmentToken = { kind: 'end', value: 'eos' }
const space = /[ \t\n]*/y

/** Cuts an expression the way Segment's runtime does, or throws where that does. */
export function segmentTokens(source: string): readonly SegmentToken[] {
  const tokens: SegmentToken[] = []
  let position = 0
  for (;;) {
    position += matchAt(space, source, position).length
    if (position === source.length) return [...joinWords(tokens), end]
    if (matchAt(swallowed, source, position) !== '') {
      return [...joinWords([...tokens, { kind: 'word', value: source.charAt(position) }]), end]
    }
    const token = tokenAt(source, position)
    tokens.push({ kind: token.kind, value: tokenValue(token) })
    position += token.value.length
  }
}

function tokenAt(source: string, position: number): SegmentToken {
  for (const { kind, pattern } of rules) {
    const value = matchAt(pattern, source, position)
    if (value !== '') return { kind, value }
  }
  throw new SegmentRefusal(refusalAt(source, position))
}

function refusalAt(source: string, position: number): string {
  const rest = source.slice(position)
  if (/^[!]=/.test(rest)) return `it wants a space after the "!=" at position ${position}`
  if (/^["']/.test(rest)) return `the text that begins at position ${position} has no end`
  if (/^[a-z_\\]/i.test(rest)) return `it wants a space after the word at position ${position}`
  if (/^[-+\d]/.test(rest)) return `it cannot read the number at position ${position}`
  return `it cannot read the character ${JSON.stringify(rest.charAt(0))} at position ${position}`
}

function tokenValue({ kind, value }: SegmentToken): string {
  if (kind === 'word') return value.replace(/\\([^])/g, '$1')
  if (kind !== 'text') return value
  const quote = value.charAt(0)
  return value.length > 1 && value.endsWith(quote) ? value : `${value}${quote}`
}

function joinWords(tokens: readonly SegmentToken[]): readonly SegmentToken[] {
  const joined: SegmentToken[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    const next = tokens[index + 1]
    const last = joined.at(-1)
    if (token === undefined) break
    if (last?.kind === 'word' && token.kind === 'punctuation' && token.value === '.' && next?.kind === 'word') {
      joined[joined.length - 1] = { kind: 'word', value: `${last.value}.${next.value}` }
      index += 1
    } else {
      joined.push(token)
    }
  }
  return joined
}

function matchAt(pattern: RegExp, source: string, position: number): string {
  pattern.lastIndex = position
  return pattern.exec(source)?.[0] ?? ''
}
