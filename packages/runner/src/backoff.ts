export interface Backoff {
  /** The longest first wait. */
  readonly baseMilliseconds: number
  /** The longest wait at all, unless the vendor asks for more. */
  readonly maximumMilliseconds: number
}

/** How long to wait before attempt `attempt` + 1: exponential with full jitter, so that retries spread out. */
export function backoffMilliseconds(attempt: number, backoff: Backoff, random: () => number): number {
  const ceiling = Math.min(backoff.maximumMilliseconds, backoff.baseMilliseconds * 2 ** (attempt - 1))
  return Math.floor(random() * ceiling)
}
