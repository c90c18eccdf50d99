import * as crossFetch from 'cross-fetch'

/**
 * Takes every request of `@segment/actions-core` to another origin, by the HTTP client it always uses (cross-fetch).
 * Call it before actions-core is loaded. Returns how many requests there were.
 */
export function fetchFrom(origin: string): () => number {
  let requests = 0
  const send = (target: string | { readonly url: string }, init?: RequestInit) => {
    requests += 1
    const { pathname, search } = new URL(typeof target === 'string' ? target : target.url)
    const request =
      typeof target === 'string'
        ? origin + pathname + search
        : new crossFetch.Request(origin + pathname + search, target as never)
    return crossFetch.fetch(request, init)
  }
  const cached = require.cache[require.resolve('cross-fetch')]
  const original = { ...crossFetch }
  if (cached !== undefined) cached.exports = Object.assign(send, original, { default: send, fetch: send })
  return () => requests
}
