import type { JsonValue } from '../json/json'
import { parseJson } from '../json/parse-json'

/** An answer, with its body parsed when it is JSON. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: JsonValue
}

/** What a test sends. */
interface Sending {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends one request. */
export type Send = (sending: Sending) => Promise<Reply>

/** Speaks to the sandbox as any HTTP client would; for the sandbox's own tests. */
export function createSend(url: string, authorization: string | null): Send {
  return async ({ method, path, body, headers }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    return { status: response.status, headers: response.headers, body: parse(await response.text()) }
  }
}

/** The authorization header for HTTP Basic. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function parse(text: string): JsonValue {
  const parsed = parseJson(Buffer.from(text))
  return parsed.kind === 'parsed' ? parsed.value : text
}
