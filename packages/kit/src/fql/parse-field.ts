import { FqlSyntaxError } from './fql-error'
import type { FqlPath, FqlRoot } from './fql-node'
import { describeToken, isSymbol, nextToken, peekToken, type TokenCursor } from './token-cursor'
import type { FqlToken } from './tokenize'

const plainRoots: readonly FqlRoot[] = ['type', 'event', 'name', 'userId', 'anonymousId', 'messageId']
const keyedRoots: readonly FqlRoot[] = ['properties', 'traits', 'context', 'integrations']

const fieldNames =
  'type, event, name, userId, anonymousId, messageId, properties.*, traits.*, context.* or integrations.*'

/** Reads a field: a root, and below `properties`, `traits`, `context` and `integrations` one key or more. */
export function parseField(cursor: TokenCursor, expected = 'a field'): FqlPath {
  const token = nextToken(cursor)
  const root = rootOf(token)
  if (root === undefined) throw unexpected(token, `${expected} (${fieldNames})`)
  const keys = parseKeys(cursor)
  if (keyedRoots.includes(root) && keys.length === 0) {
    throw unexpected(peekToken(cursor), `"." and a key after "${root}"`)
  }
  return [root, ...keys]
}

function parseKeys(cursor: TokenCursor): readonly string[] {
  const keys: string[] = []
  const owner = cursor.tokens[cursor.index - 1]
  while (isSymbol(peekToken(cursor), '.')) {
    if (owner !== undefined && plainRoots.some((root) => root === owner.source)) {
      throw unexpected(peekToken(cursor), `an operator, because "${owner.source}" has no keys`)
    }
    nextToken(cursor)
    const key = nextToken(cursor)
    if (key.kind !== 'word') throw unexpected(key, 'a key', keyAdvice)
    keys.push(key.key)
  }
  return keys
}

const keyAdvice =
  'a key that begins with or has in it anything but letters, digits, "_" and "-" needs a "\\" before that'

const rootOf = (token: FqlToken): FqlRoot | undefined =>
  token.kind === 'word' ? [...plainRoots, ...keyedRoots].find((root) => root === token.source) : undefined

const unexpected = (token: FqlToken, expected: string, advice?: string): FqlSyntaxError =>
  new FqlSyntaxError({
    position: token.start,
    found: describeToken(token),
    expected,
    ...(advice !== undefined && { advice })
  })
