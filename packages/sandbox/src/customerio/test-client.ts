import type { JsonValue } from '../json/json'
import { parseJson } from '../json/parse-json'
import { defaultCustomerioAccount, type CustomerioAccount } from './account'

/** An answer, with its body parsed when it is JSON. */
interface Reply {
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

/** Speaks to the sandbox as any HTTP client would; for the sandbox's own tests. */
export interface TestClient {
  readonly send: (sending: Sending) => Promise<Reply>
  readonly entity: (body: unknown) => Promise<Reply>
  readonly batch: (items: readonly unknown[]) => Promise<Reply>
}

/** Creates a client with the credentials of an account. */
export function createTestClient(url: string, account: CustomerioAccount = defaultCustomerioAccount): TestClient {
  const authorization = `Basic ${Buffer.from(`${account.siteId}:${account.apiKey}`).toString('base64')}`
  const send = async ({ method, path, body, headers }: Sending): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    return { status: response.status, headers: response.headers, body: parse(await response.text()) }
  }
  return {
    send,
    entity: (body) => send({ method: 'POST', path: '/api/v2/entity', body }),
    batch: (batch) => send({ method: 'POST', path: '/api/v2/batch', body: { batch } })
  }
}

function parse(text: string): JsonValue {
  const parsed = parseJson(Buffer.from(text))
  return parsed.kind === 'parsed' ? parsed.value : text
}
