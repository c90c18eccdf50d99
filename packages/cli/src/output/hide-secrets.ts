import { createRedactor, RawJson, REDACTED } from '@waybill/kit'
import type { DestinationPlan, EncodedRequest } from '@waybill/kit'

/** Keeps the secrets of a destination's settings out of everything a user gets to see. */
export interface Secrets {
  readonly hideInText: (text: string) => string
  readonly hideInRequest: (request: EncodedRequest) => ShownRequest
}

/** A request as it may be shown: its body is JSON, null when it has none. */
export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: RawJson | null
}

/** Knows the secret settings of a destination instance. */
export function hideSecrets({ destination, settings }: DestinationPlan): Secrets {
  const { text: hideInText, headers: hideInHeaders } = createRedactor(destination.settings, settings)
  return {
    hideInText,
    hideInRequest: ({ method, url, headers, body }) => ({
      method,
      url: hideInText(url),
      headers: hideInHeaders(headers),
      body: body === undefined ? null : hideInBody(body, hideInText)
    })
  }
}

/** Value by value where there is something to hide, since a secret of digits cut out of a number would leave no JSON. */
function hideInBody(body: string, hide: Secrets['hideInText']): RawJson {
  return new RawJson(hide(body) === body ? body : JSON.stringify(hideInValue(JSON.parse(body), hide)))
}

function hideInValue(value: unknown, hide: Secrets['hideInText']): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value === 'number') return hide(String(value)) === String(value) ? value : REDACTED
  if (Array.isArray(value)) return value.map((item) => hideInValue(item, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [hide(key), hideInValue(item, hide)]))
}
