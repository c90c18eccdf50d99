import type { Redactor } from '@waybill/kit'
import type { SegmentHeaders, SegmentResponse } from '@waybill/kit/segment'

/** One request and its answer, as Segment's `serve` tells them. */
export interface SegmentExchange {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  readonly response: {
    readonly statusCode: number
    readonly statusMessage: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
  }
}

/** The headers whose values Segment's `serve` never tells. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'www-authenticate',
  'proxy-authenticate',
  'x-csrf-token',
  'x-xsrf-token',
  'x-api-key',
  'x-client-id',
  'x-uid',
  'x-requested-with',
  'x-forwarded-for',
  'x-real-ip',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-user-agent'
])

/** Everything that Segment's runtime sent and got, without the secrets of the settings. */
export const exchangesOf = (
  responses: readonly SegmentResponse[],
  redactor: Redactor
): Promise<readonly SegmentExchange[]> => Promise.all(responses.map((response) => exchangeOf(response, redactor)))

async function exchangeOf(response: SegmentResponse, redactor: Redactor): Promise<SegmentExchange> {
  const { request } = response
  return {
    request: {
      url: redactor.text(request.url),
      method: request.method,
      headers: headersOf(request.headers, redactor),
      body: redactor.text(await request.clone().text())
    },
    response: {
      statusCode: response.status,
      statusMessage: response.statusText,
      headers: headersOf(response.headers, redactor),
      body: redactor.value(response.data ?? response.content ?? '')
    }
  }
}

function headersOf(headers: SegmentHeaders, redactor: Redactor): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {}
  headers.forEach((value, name) => {
    shown[name] = SECRET_HEADERS.has(name.toLowerCase()) ? '<redacted>' : redactor.text(value)
  })
  return shown
}
