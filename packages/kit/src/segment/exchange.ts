import type { RequestClient, RequestOptions } from '@segment/actions-core'
import type { Exchange, HttpRequest } from '../http'

/** Sends a request with Segment's client and says how it ended, without throwing. */
export async function toExchange(
  client: RequestClient,
  request: HttpRequest,
  timeoutSeconds: number
): Promise<Exchange> {
  const options: RequestOptions = {
    method: request.method,
    throwHttpErrors: false,
    timeout: timeoutSeconds * 1000,
    // A response is read once here; cloning it stalls above 16 kB.
    skipResponseCloning: true,
    ...(request.headers !== undefined && { headers: { ...request.headers } }),
    ...(request.json !== undefined && { json: request.json })
  }
  try {
    const response = await client(request.url, options)
    const headers = response.headers.toJSON()
    return {
      kind: 'response',
      response: { status: response.status, headers, body: response.data ?? (response.content || undefined) }
    }
  } catch (error) {
    if (!(error instanceof Error)) return { kind: 'failure', failure: 'network', message: 'The request failed.' }
    const timedOut = error.name === 'TimeoutError' || ('code' in error && error.code === 'ETIMEDOUT')
    return { kind: 'failure', failure: timedOut ? 'timeout' : 'network', message: error.message }
  }
}
