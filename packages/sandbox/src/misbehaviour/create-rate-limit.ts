/** At most so many requests in any stretch of so many seconds. */
export interface Rate {
  readonly requests: number
  readonly perSeconds: number
}

/** How a client stands with a rate. */
export interface Standing {
  readonly limit: number
  readonly remaining: number
  /** When there is room again for as many requests as the rate allows, in milliseconds since the epoch. */
  readonly resetsAt: number
}

/** Counts requests against a rate. */
export interface RateLimit {
  /** Admits a request that arrives now, or says in how many seconds the next one would be admitted. */
  readonly admit: (
    now: number
  ) => { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly seconds: number }
  readonly standing: (now: number) => Standing
}

/** A sliding window rather than a bucket: it notices every stretch of time that holds too many requests. */
export function createRateLimit({ requests, perSeconds }: Rate): RateLimit {
  const span = perSeconds * 1000
  let admitted: number[] = []
  return {
    admit: (now) => {
      if (admitted.length >= requests) admitted = admitted.filter((time) => now - time < span)
      const oldest = admitted[0]
      if (admitted.length >= requests) {
        return { kind: 'refused', seconds: Math.max(1, Math.ceil(((oldest ?? now) + span - now) / 1000)) }
      }
      admitted.push(now)
      return { kind: 'admitted' }
    },
    standing: (now) => {
      const counted = admitted.filter((time) => now - time < span)
      return { limit: requests, remaining: requests - counted.length, resetsAt: (counted.at(-1) ?? now) + span }
    }
  }
}
