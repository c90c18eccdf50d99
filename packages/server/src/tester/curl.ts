import type { EncodedRequest } from '@waybill/kit'

/** A request as one command for a shell: what stands in it is quoted, whatever it holds. */
export function curlOf({ method, url, headers, body }: EncodedRequest): string {
  const parts = [
    `curl --request ${method} ${quoted(url)}`,
    ...Object.entries(headers).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    // Not --data, which would take a leading @ for a file and drop line breaks.
    ...(body === undefined ? [] : [`--data-raw ${quoted(body)}`])
  ]
  return parts.join(' \\\n  ')
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
