import type { SettingFields } from './fields'

/** Headers whose whole value is a credential. */
const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

const REDACTED = '‹redacted›'

/** Replaces every secret of a destination's settings in whatever text leaves the process. */
export interface Redactor {
  readonly text: (text: string) => string
  readonly headers: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string>>
}

// A shorter "secret" would be found in any text; no vendor issues one.
const MINIMUM_LENGTH = 4

/** A redactor for the settings marked `type: 'password'`, also where they stand percent-encoded or inside JSON. */
export function createRedactor(fields: SettingFields, settings: Readonly<Record<string, unknown>>): Redactor {
  const secrets = Object.entries(fields).flatMap(([key, field]) => {
    const value = settings[key]
    return field.type === 'password' && typeof value === 'string' && value.length >= MINIMUM_LENGTH ? [value] : []
  })
  const spellings = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1)
  ])
  const text = (from: string): string => spellings.reduce((to, secret) => to.replaceAll(secret, REDACTED), from)
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
