export interface ConcurrencyOptions {
  /** How many requests may be under way at first. @default 2 */
  readonly initial?: number
  /** @default 32 */
  readonly maximum?: number
}

/** How many requests may be under way at once, found by trying: up by one a round while answers are good, down by half. */
export interface Concurrency {
  readonly limit: () => number
  readonly good: (underWay: number) => void
  readonly bad: (startedAt: number, now: number) => void
}

export function createConcurrency({ initial = 2, maximum = 32 }: ConcurrencyOptions = {}): Concurrency {
  let allowed = Math.min(initial, maximum)
  let lowered = Number.NEGATIVE_INFINITY
  return {
    limit: () => Math.floor(allowed),
    good: (underWay) => {
      // Who never needs what is allowed already would otherwise climb without ever having tried the height.
      if (underWay >= Math.floor(allowed)) allowed = Math.min(maximum, allowed + 1 / allowed)
    },
    bad: (startedAt, now) => {
      // All that was under way when the trouble began fails together: that is one sign, not many.
      if (startedAt < lowered) return
      allowed = Math.max(1, allowed / 2)
      lowered = now
    }
  }
}
