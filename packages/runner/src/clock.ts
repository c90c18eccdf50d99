/** The only way the runner learns of time or waits: a test passes one that it moves by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or at once when the signal aborts; of more than 24 days, it may be early. */
  readonly wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

// Node makes one millisecond of more.
const LONGEST = 2 ** 31 - 1

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const timer = setTimeout(done, Math.min(milliseconds, LONGEST))
      function done(): void {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      signal?.addEventListener('abort', done, { once: true })
    })
}
