import { retryAfterMilliseconds } from '../retry-after'

/** How long to wait when an answer, good as it is, says that it was the last one allowed for now. */
export function exhaustedMilliseconds(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const remaining = headers['ratelimit-remaining'] ?? headers['x-ratelimit-remaining']
  return remaining?.trim() === '0' ? retryAfterMilliseconds(headers, now) : undefined
}
