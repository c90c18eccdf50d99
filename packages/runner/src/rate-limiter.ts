export interface Rate {
  readonly requests: number
  readonly perSeconds: number
}

/** Says when the next request may start; asks no clock and waits for nothing itself. */
export interface RateLimiter {
  /** When the next turn is free: now or earlier when it is free already. */
  readonly freeAt: (now: number) => number
  readonly take: (now: number) => void
}

const UNLIMITED: RateLimiter = { freeAt: () => 0, take: () => undefined }

/**
 * Gives turns so that no window of `perSeconds` ever holds more than `requests`: the time of each of the last
 * `requests` turns is remembered, which a counter per calendar second could not promise.
 */
export function createRateLimiter(rate: Rate | undefined): RateLimiter {
  if (rate === undefined) return UNLIMITED
  const turns: number[] = []
  const window = rate.perSeconds * 1000
  let next = 0
  return {
    freeAt: (now) => {
      const oldest = turns[next]
      // A machine's clock may be set back: no turn is then further away than a whole window.
      return oldest === undefined ? 0 : Math.min(oldest, now) + window
    },
    take: (now) => {
      turns[next] = now
      next = (next + 1) % rate.requests
    }
  }
}
