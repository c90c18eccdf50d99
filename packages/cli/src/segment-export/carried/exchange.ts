import type { RequestClient, RequestOptions } from '@segment/actions-core'
import type { Endpoint, HttpRequest, HttpResponse } from './types'

/** What became of one item; a failure has the status by which Segment decides whether to try again. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'failed'; readonly status: number; readonly reason: string; readonly isFinal: boolean }

/** Sends one request and says how it ended, without throwing. */
export async function exchange(
  client: RequestClient,
  { method, url, headers, json }: HttpRequest,
  timeoutSeconds = 10
): Promise<HttpResponse | { readonly failure: string }> {
  const options: RequestOptions = {
    method,
    throwHttpErrors: false,
    timeout: timeoutSeconds * 1000,
    // A response is read once; cloning it stalls above 16 kB.
    skipResponseCloning: true,
    ...(headers && { headers: { ...headers } }),
    ...(json !== undefined && { json })
  }
  try {
    const response = await client(url, options)
    const body: unknown = response.data ?? (response.content || undefined)
    return { status: response.status, headers: response.headers.toJSON(), body }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'The request failed.' }
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Whether the answer may be another one later, by https://github.com/segmentio/action-destinations/blob/main/docs/error-handling.md */
export const mayHeal = (status: number): boolean =>
  status === 408 || status === 423 || status === 429 || (status >= 500 && status !== 501)

/** Whether an answer that should tell the items apart tells nothing: they may have been accepted or not. */
export const isUnreadable = ({ status, body }: HttpResponse): boolean =>
  status === 207 && (typeof body !== 'object' || body === null || Array.isArray(body))

export const UNREADABLE = 'The answer for each item cannot be read.'

/** A failure that stays one. Segment takes a status below 400 for a success, whatever is said about the item. */
export const rejected = (status: number, reason: string): Outcome => ({
  kind: 'failed',
  status: status >= 400 ? status : 400,
  reason: shorten(reason),
  isFinal: true
})

/** A failure that may heal. Segment tries again only where the status says so. */
export const retry = (status: number, reason: string): Outcome => ({
  kind: 'failed',
  status: mayHeal(status) ? status : 503,
  reason: shorten(reason),
  isFinal: false
})

/** The API's own words; the status when there are none. */
export function reasonOf<Settings>({ reason }: Pick<Endpoint<Settings>, 'reason'>, response: HttpResponse): string {
  const said = (reason?.(response) ?? commonReason(response.body))?.trim()
  return said ? `${response.status}: ${shorten(said)}` : `The vendor answered ${response.status}.`
}

function commonReason(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined
  const words: unknown[] = ['message', 'error', 'reason'].map((key) => (body as { [key: string]: unknown })[key])
  return words.find((each): each is string => typeof each === 'string')
}

const shorten = (words: string): string => words.slice(0, 500)
