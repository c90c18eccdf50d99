import type { EncodedRequest, Redactor } from '@waybill/kit'
import type { ShownRequest } from './contract'
import { curlOf } from './curl'

/** A request as it may be shown. */
export function showRequest({ method, url, headers, body }: EncodedRequest, redactor: Redactor): ShownRequest {
  const shown: EncodedRequest = {
    method,
    url: redactor.text(url),
    headers: redactor.headers(headers),
    body: body === undefined ? undefined : redactor.text(body)
  }
  return {
    method,
    url: shown.url,
    headers: shown.headers,
    // Value by value: a secret of digits cut out of the text would leave no JSON.
    ...(body !== undefined && { body: redactor.value(JSON.parse(body)) }),
    curl: curlOf(shown)
  }
}
