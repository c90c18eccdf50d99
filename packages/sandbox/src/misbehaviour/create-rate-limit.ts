/** At most so many requests in any stretch of so many seconds. */
export interface Rate {
  readonly requests: number
  readonly perSeconds: number
}

/** Counts requests against a rate. */
export interface RateLimit {
  /** Admits a request that arrives now, or says in how many seconds the next one would be admitted. */
  readonly admit: (
    now: number
  ) => { readonly kind: 'admitted' } | { readonly kind: 'refused'; readonly seconds: number }
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
    }
  }
}
