/**
 * How many milliseconds the vendor asks to wait, from `Retry-After` (seconds or a date), `X-RateLimit-Retry-After` or
 * `X-RateLimit-Reset` / `RateLimit-Reset` (unix seconds, or seconds from now); undefined when it does not say.
 */
export function retryAfterMilliseconds(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  return (
    parse(headers['retry-after'], now) ??
    parse(headers['x-ratelimit-retry-after'], now) ??
    parse(headers['ratelimit-reset'], now) ??
    parse(headers['x-ratelimit-reset'], now)
  )
}

// More seconds than this is a point in time, not a while: it would be a wait of over thirty years.
const EPOCH_FROM = 1_000_000_000

function parse(value: string | undefined, now: number): number | undefined {
  const text = value?.trim()
  if (!text) return undefined
  const seconds = Number(text)
  if (Number.isFinite(seconds)) return Math.max(0, seconds >= EPOCH_FROM ? seconds * 1000 - now : seconds * 1000)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
