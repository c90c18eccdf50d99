import { secretPattern } from './secret-pattern'

/** Headers whose whole value is a credential. */
const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

export const REDACTED = '‹redacted›'

/** Replaces every secret of a destination's settings in whatever text leaves the process. */
export interface Redactor {
  readonly text: (text: string) => string
  /** The words of a vendor, cut to a readable length: only then, since half of a secret would not be known as one. */
  readonly words: (words: string) => string
  readonly headers: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
  /** In every string, number and key of a JSON value. A number that holds a secret of digits becomes a string. */
  readonly value: <Value>(value: Value) => Value
}

const MAXIMUM_WORDS = 500

// A shorter "secret" would be found in any text; no vendor issues one.
const MINIMUM_LENGTH = 4

/** A redactor for the settings marked `type: 'password'`, however they are spelled: percent-encoded, in JSON, in Base64. */
export function createRedactor(
  fields: Readonly<Record<string, { readonly type: string }>>,
  settings: Readonly<Record<string, unknown>>
): Redactor {
  const secrets = Object.entries(fields).flatMap(([key, { type }]) =>
    type === 'password' ? [settings[key]].flat().filter((value) => isSecret(value)) : []
  )
  const text = replacer(secrets)
  return {
    text,
    words: (words) => shorten(text(words)),
    value: <Value>(value: Value) => redactValue(value, text) as Value,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : text(value)
        ])
      )
  }
}

// The second part: no half of a surrogate pair at the cut.
const shorten = (words: string): string => words.slice(0, MAXIMUM_WORDS).replace(/[\uD800-\uDBFF]$/, '')

/** Value by value, since a secret of digits cut out of a number in the text would leave no JSON. */
function redactValue(value: unknown, hide: Redactor['text']): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value === 'number') return hide(String(value)) === String(value) ? value : REDACTED
  if (Array.isArray(value)) return value.map((item) => redactValue(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), redactValue(item, hide)]))
}

const isSecret = (value: unknown): value is string => typeof value === 'string' && value.length >= MINIMUM_LENGTH

function replacer(secrets: readonly string[]): (text: string) => string {
  if (secrets.length === 0) return (text) => text
  // The longest first, since a secret may be the beginning of another.
  const longestFirst = secrets.toSorted((first, second) => second.length - first.length)
  const pattern = new RegExp(longestFirst.map(secretPattern).join('|'), 'g')
  return (text) => text.replace(pattern, REDACTED)
}
