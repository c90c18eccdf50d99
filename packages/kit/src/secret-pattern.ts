/**
 * The source of a regular expression that finds a secret however it is spelled: as it is, percent-encoded, escaped as
 * in JSON, or inside Base64, where HTTP Basic puts it behind a user name of any length.
 */
export const secretPattern = (secret: string): string =>
  [secret, ...base64Parts(secret)].map((text) => Array.from(text, characterPattern).join('')).join('|')

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't'
}

/** One character in every spelling that some encoder gives it; encoders differ in what they escape. */
function characterPattern(character: string): string {
  const bytes = Array.from(new TextEncoder().encode(character), (byte) => `%${anyCaseHex(byte, 2)}`)
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  const short = SHORT_ESCAPES[character]
  const spellings = [
    literal(character),
    bytes.join(''),
    units.map((unit) => `\\\\u${anyCaseHex(unit, 4)}`).join(''),
    ...(short === undefined ? [] : [`\\\\${literal(short)}`]),
    ...(character === ' ' ? ['\\+'] : [])
  ]
  return `(?:${spellings.join('|')})`
}

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
