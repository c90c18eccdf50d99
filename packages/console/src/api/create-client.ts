import type {
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
import { createApiCalls } from './call-api'
import type { ApiOptions } from './call-api'

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

/** A client for the server the page came from. */
export function createClient(options: ApiOptions): Client {
  const { get, post } = createApiCalls(options)
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
