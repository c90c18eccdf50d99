import type {
  ApiError,
  AuthenticationRequest,
  AuthenticationResponse,
  DestinationDetail,
  DestinationList,
  Explained,
  ExplainRequest,
  SampleEventList,
  SaveExampleRequest,
  SaveExampleResponse,
  SendRequest,
  SendResponse
} from '@waybill/server/tester'
import { ApiFailureError, isAborted } from './api-error'

/** The header that carries the token, as the server's contract names it. */
const TOKEN_HEADER = 'x-waybill-token'

/** The calls of the tester's API. Each rejects with an {@link ApiFailureError}, or with an AbortError when cancelled. */
export interface Client {
  readonly destinations: () => Promise<DestinationList>
  readonly destination: (slug: string) => Promise<DestinationDetail>
  readonly sampleEvents: () => Promise<SampleEventList>
  readonly explain: (request: ExplainRequest, signal: AbortSignal) => Promise<Explained>
  readonly send: (request: SendRequest) => Promise<SendResponse>
  readonly authenticate: (request: AuthenticationRequest) => Promise<AuthenticationResponse>
  readonly saveExample: (request: SaveExampleRequest) => Promise<SaveExampleResponse>
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface ClientOptions {
  /** Where the API is, with a slash at the end. */
  readonly base: string
  readonly token: string
  readonly fetch: Fetch
}

/** A client for the server the page came from. */
export function createClient(options: ClientOptions): Client {
  const get = <Answer>(path: string) => call<Answer>(options, path, { method: 'GET' })
  const post = <Answer>(path: string, body: unknown, signal?: AbortSignal) =>
    call<Answer>(options, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal !== undefined && { signal })
    })
  return {
    destinations: () => get('destinations'),
    destination: (slug) => get(`destinations/${encodeURIComponent(slug)}`),
    sampleEvents: () => get('sample-events'),
    explain: (request, signal) => post('explain', request, signal),
    send: (request) => post('send', request),
    authenticate: (request) => post('authentication', request),
    saveExample: (request) => post('examples', request)
  }
}

async function call<Answer>({ base, token, fetch }: ClientOptions, path: string, init: RequestInit): Promise<Answer> {
  const headers = { ...(init.headers as Readonly<Record<string, string>> | undefined), [TOKEN_HEADER]: token }
  let response: Response
  let text: string
  try {
    response = await fetch(`${base}${path}`, { ...init, headers, credentials: 'omit', cache: 'no-store' })
    text = await response.text()
  } catch (error) {
    if (isAborted(error)) throw error
    throw new ApiFailureError('disconnected', 'The server does not answer; start `actions-cli serve` again.')
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
