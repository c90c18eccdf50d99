import { authenticationHeaders, createRedactor, REDACTED } from '@waybill/kit'
import type { DestinationPlan, EncodedRequest } from '@waybill/kit'

/** Keeps the secrets of a destination's settings out of everything a user gets to see. */
export interface Secrets {
  readonly hideInText: (text: string) => string
  readonly hideInRequest: (request: EncodedRequest) => ShownRequest
}

/** A request as it may be shown: its body is a JSON value, null when it has none. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Knows the secret settings, and what they become in the headers of a request, such as their Base64. */
export function hideSecrets({ destination, settings }: DestinationPlan): Secrets {
  const redactor = createRedactor(destination.settings, settings)
  const credentials = Object.values(authenticationHeaders(destination, settings)).flatMap(credentialsOf)
  const hideInText = (text: string): string =>
    credentials.reduce((shown, credential) => shown.replaceAll(credential, REDACTED), redactor.text(text))
  return {
    hideInText,
    hideInRequest: ({ method, url, headers, body }) => ({
      method,
      url: hideInText(url),
      headers: redactor.headers(headers),
      body: body === undefined ? null : hideInValue(JSON.parse(body), hideInText)
    })
  }
}

// What is shorter stands in any text by chance.
const MINIMUM_LENGTH = 8

/** The value of a header without its scheme: `Basic …` gives what comes after the space. */
const credentialsOf = (header: string): readonly string[] =>
  header.split(' ').filter((part) => part.length >= MINIMUM_LENGTH)

/** Value by value, since a secret of digits cut out of a number would leave no JSON. */
function hideInValue(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value === 'number') return hide(String(value)) === String(value) ? value : REDACTED
  if (Array.isArray(value)) return value.map((item) => hideInValue(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), hideInValue(item, hide)]))
}
