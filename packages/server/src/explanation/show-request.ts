import type { EncodedRequest, Redactor } from '@waybill/kit'
import type { ShownRequest } from '../tester/contract'

/** A request as it may be shown: its secrets redacted, its body as JSON, and as one command for a shell. */
export function showRequest({ method, url, headers, body }: EncodedRequest, redactor: Redactor): ShownRequest {
  const shown = { method, url: redactor.text(url), headers: redactor.headers(headers) }
  if (body === undefined) return { ...shown, curl: curlOf(shown) }
  const json = redactor.value(parse(body))
  // Untouched where there is nothing to hide: parsing loses what JavaScript cannot hold, such as long integers.
  const text = redactor.text(body) === body ? body : JSON.stringify(json)
  return { ...shown, body: json, curl: curlOf({ ...shown, body: text }) }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

interface Command {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

function curlOf({ method, url, headers, body }: Command): string {
  const parts = [`curl -X ${method} ${quote(url)}`]
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quote(`${name}: ${value}`)}`)
  if (body !== undefined) parts.push(`--data-binary ${quote(body)}`)
  return parts.join(' ')
}

/** One word for a shell, whatever it holds. */
const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
