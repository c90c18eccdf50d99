import { createRedactor, RawJson } from '@waybill/kit'
import type { DestinationPlan, EncodedRequest, Redactor } from '@waybill/kit'

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
  const redactor = createRedactor(destination.settings, settings)
  return {
    hideInText: redactor.text,
    hideInRequest: ({ method, url, headers, body }) => ({
      method,
      url: redactor.text(url),
      headers: redactor.headers(headers),
      body: body === undefined ? null : hideInBody(body, redactor)
    })
  }
}

/** Untouched where there is nothing to hide: parsing would lose what JavaScript cannot hold, such as long integers. */
function hideInBody(body: string, { text, value }: Redactor): RawJson {
  return new RawJson(text(body) === body ? body : JSON.stringify(value(JSON.parse(body))))
}
