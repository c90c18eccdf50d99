import type { Clock } from './clock'

export interface Rate {
  readonly requests: number
  readonly perSeconds: number
}

/**
 * Waits for its turn so that no window of `perSeconds` ever holds more than `requests`: the time of each of the last
 * `requests` turns is remembered, which a counter per calendar second could not promise.
 */
export function createRateLimiter(rate: Rate | undefined, clock: Clock): () => Promise<void> {
  if (rate === undefined) return () => Promise.resolve()
  const turns: number[] = []
  const window = rate.perSeconds * 1000
  let next = 0
  return async () => {
    const oldest = turns[next]
    const free = oldest === undefined ? 0 : oldest + window - clock.now()
    if (free > 0) await clock.wait(free)
    turns[next] = clock.now()
    next = (next + 1) % rate.requests
  }
}
