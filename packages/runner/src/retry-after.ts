/**
 * How many milliseconds the vendor asks to wait, an hour at most, from `Retry-After` (seconds or a date),
 * `X-RateLimit-Retry-After` or `X-RateLimit-Reset` / `RateLimit-Reset` (unix seconds or milliseconds, or seconds from now);
 * undefined when it does not say.
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

// As seconds this would be in tens of thousands of years: it is in milliseconds.
const EPOCH_MILLISECONDS_FROM = 1_000_000_000_000

// One strange header must not silence a lane for days; a vendor that means it says so again.
const LONGEST = 60 * 60 * 1000

function parse(value: string | undefined, now: number): number | undefined {
  const text = value?.trim()
  if (!text) return undefined
  const number = Number(text)
  const wait = Number.isFinite(number) ? waitOf(number, now) : Date.parse(text) - now
  return Number.isNaN(wait) ? undefined : Math.min(LONGEST, Math.max(0, wait))
}

function waitOf(number: number, now: number): number {
  if (number >= EPOCH_MILLISECONDS_FROM) return number - now
  return number >= EPOCH_FROM ? number * 1000 - now : number * 1000
}
