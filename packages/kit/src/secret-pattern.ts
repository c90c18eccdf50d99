/**
 * The source of a regular expression that finds a secret however it is spelled: as it is, percent-encoded, escaped as
 * in JSON, or inside Base64, where HTTP Basic puts it behind a user name of any length.
 */
export const secretPattern = (secret: string): string =>
  [secret, ...base64Parts(secret)].map((text) => piecesOf(text).map(piecePattern).join('')).join('|')

/** Characters, and backslashes that stand together: one by one, they could be told apart in too many ways. */
const piecesOf = (text: string): readonly string[] => text.match(/\\+|[^\\]/gu) ?? []

const piecePattern = (piece: string): string =>
  piece.startsWith('\\') ? `${BACKSLASH}{${piece.length},${piece.length * MOST_ESCAPED}}` : characterPattern(piece)

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '/': '/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't'
}

// A text may be escaped more than once, as JSON within JSON or within a URL. Three times make eight backslashes of one.
const MOST_ESCAPED = 8
const PERCENT = '%(?:25){0,2}'
const BACKSLASH = `(?:(?:\\\\|${PERCENT}5[cC])(?:u005[cC])?)`
const BACKSLASHES = `${BACKSLASH}{1,${MOST_ESCAPED}}`

/** One character in every spelling that some encoder gives it; encoders differ in what they escape. */
const characterPattern = (character: string): string =>
  `(?:${(/[\w.~-]/.test(character) ? plainSpellings : specialSpellings)(character).join('|')})`

/** Hardly an encoder escapes what needs it nowhere, and none that does is likely to be followed by another. */
const plainSpellings = (character: string): readonly string[] => [
  literal(character),
  ...bytesOf(character).map((byte) => `%${byte}`),
  ...unitsOf(character).map((unit) => `\\\\u${unit}`)
]

/** The longest first: of the percent sign, one spelling is the beginning of another. */
function specialSpellings(character: string): readonly string[] {
  const bytes = bytesOf(character)
    .map((byte) => PERCENT + byte)
    .join('')
  const short = SHORT_ESCAPES[character]
  return [
    unitsOf(character)
      .map((unit) => `${BACKSLASHES}u${unit}`)
      .join(''),
    ...(short === character ? [BACKSLASHES + bytes] : []),
    ...(short === undefined ? [] : [BACKSLASHES + literal(short)]),
    bytes,
    literal(character),
    ...(character === ' ' ? ['\\+'] : [])
  ]
}

const bytesOf = (character: string): readonly string[] =>
  Array.from(new TextEncoder().encode(character), (byte) => anyCaseHex(byte, 2))

const unitsOf = (character: string): readonly string[] =>
  Array.from({ length: character.length }, (_, index) => anyCaseHex(character.charCodeAt(index), 4))

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)

const anyCaseHex = (number: number, digits: number): string =>
  number
    .toString(16)
    .padStart(digits, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)

/** The Base64 digits that hold nothing but the secret, for each way its bytes can fall into groups of three. */
function base64Parts(secret: string): readonly string[] {
  const bytes = new TextEncoder().encode(secret)
  const parts = [0, 1, 2].map((offset) => {
    const shifted = btoa('\0'.repeat(offset) + String.fromCharCode(...bytes))
    return shifted.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
  return [...new Set(parts.flatMap((part) => [part, part.replaceAll('+', '-').replaceAll('/', '_')]))]
}
