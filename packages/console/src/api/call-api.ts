import type { ApiError } from '@waybill/server/tester'
import { ApiFailureError, isAborted } from './api-error'

/** The header that carries the token, as the server's contracts name it. */
const TOKEN_HEADER = 'x-waybill-token'

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ApiOptions {
  /** Where the API is, with a slash at the end. */
  readonly base: string
  readonly token: string
  readonly fetch: Fetch
  /** What to start when nobody answers, such as `actions-cli serve`. */
  readonly command: string
}

/** The calls of one API. Each rejects with an {@link ApiFailureError}, or with an AbortError when cancelled. */
export interface ApiCalls {
  readonly get: <Answer>(path: string) => Promise<Answer>
  readonly post: <Answer>(path: string, body: unknown, signal?: AbortSignal) => Promise<Answer>
}

export const createApiCalls = (options: ApiOptions): ApiCalls => ({
  get: (path) => call(options, path, { method: 'GET' }),
  post: (path, body, signal) =>
    call(options, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal !== undefined && { signal })
    })
})

async function call<Answer>(options: ApiOptions, path: string, init: RequestInit): Promise<Answer> {
  const { base, token, fetch, command } = options
  const headers = { ...(init.headers as Readonly<Record<string, string>> | undefined), [TOKEN_HEADER]: token }
  let response: Response
  let text: string
  try {
    response = await fetch(`${base}${path}`, { ...init, headers, credentials: 'omit', cache: 'no-store' })
    text = await response.text()
  } catch (error) {
    if (isAborted(error)) throw error
    throw new ApiFailureError('disconnected', `The server does not answer; start \`${command}\` again.`)
  }
  const body = readBody(text)
  // The contract's types are the server's promise; its own tests hold it to them.
  if (response.ok && body !== undefined) return body as Answer
  throw new ApiFailureError(response.status === 401 ? 'unauthorized' : 'refused', reasonOf(response.status, body))
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function reasonOf(status: number, body: unknown): string {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as Partial<ApiError>
  return typeof error === 'string' ? error : `The server answered with status ${status} and no reason.`
}
