import type { Clock } from '../src'

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Lets everything happen that needs no time. */
  readonly settle: () => Promise<void>
  /** Moves time on, stopping wherever something was waited for. */
  readonly advance: (milliseconds: number) => Promise<void>
  /** Moves time from one awaited moment to the next until the promise settles. */
  readonly runUntil: <Value>(promise: Promise<Value>) => Promise<Value>
  /** How much longer each waiter waits. */
  readonly waits: () => readonly number[]
}

interface Waiter {
  readonly until: number
  readonly wake: () => void
}

/** Starts a fake clock at some time after 1970. */
export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let now = start
  const waiters = new Set<Waiter>()

  return {
    now: () => now,
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const waiter = { until: now + milliseconds, wake: done }
        function done(): void {
          waiters.delete(waiter)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        waiters.add(waiter)
        signal?.addEventListener('abort', done, { once: true })
      }),
    settle,
    advance: async (milliseconds) => {
      const end = now + milliseconds
      await settle()
      for (let next = earliest(); next !== undefined && next.until <= end; next = earliest()) await goTo(next)
      now = end
    },
    runUntil: async (promise) => {
      const state = { settled: false }
      const mark = (): void => {
        state.settled = true
      }
      promise.then(mark, mark)
      for (await settle(); !state.settled;) {
        const next = earliest()
        if (next === undefined) throw new Error('Nothing waits for time to pass, so the promise will never settle.')
        await goTo(next)
      }
      return promise
    },
    waits: () => Array.from(waiters, ({ until }) => until - now).toSorted((first, second) => first - second)
  }

  function earliest(): Waiter | undefined {
    let found: Waiter | undefined
    for (const waiter of waiters) if (found === undefined || waiter.until < found.until) found = waiter
    return found
  }

  async function goTo(waiter: Waiter): Promise<void> {
    now = Math.max(now, waiter.until)
    waiter.wake()
    await settle()
  }
}

// Runs after every promise that is ready, however long their chain.
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
