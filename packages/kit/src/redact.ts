import type { SettingFields } from './fields'
import { secretPattern } from './secret-pattern'

/** Headers whose whole value is a credential. */
const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

export const REDACTED = '‹redacted›'

/** Replaces every secret of a destination's settings in whatever text leaves the process. */
export interface Redactor {
  readonly text: (text: string) => string
  readonly headers: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

// A shorter "secret" would be found in any text; no vendor issues one.
const MINIMUM_LENGTH = 4

/** A redactor for the settings marked `type: 'password'`, however they are spelled: percent-encoded, in JSON, in Base64. */
export function createRedactor(fields: SettingFields, settings: Readonly<Record<string, unknown>>): Redactor {
  const secrets = Object.entries(fields).flatMap(([key, { type }]) =>
    type === 'password' ? [settings[key]].flat().filter((value) => isSecret(value)) : []
  )
  const text = replacer(secrets)
  return {
    text,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : text(value)
        ])
      )
  }
}

const isSecret = (value: unknown): value is string => typeof value === 'string' && value.length >= MINIMUM_LENGTH

function replacer(secrets: readonly string[]): (text: string) => string {
  if (secrets.length === 0) return (text) => text
  // The longest first, since a secret may be the beginning of another.
  const longestFirst = secrets.toSorted((first, second) => second.length - first.length)
  const pattern = new RegExp(longestFirst.map(secretPattern).join('|'), 'g')
  return (text) => text.replace(pattern, REDACTED)
}
