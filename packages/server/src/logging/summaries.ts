import type { Clock } from '@waybill/runner'

/** How often something happened, by where. */
export interface Summary {
  readonly text: string
  readonly count: number
  readonly by: { readonly [where: string]: number }
}

/** Gathers what happens too often for a line of its own. */
export interface Summaries {
  readonly count: (text: string, where: string, times?: number) => void
  /** Writes what is gathered, and gathers no more. */
  readonly end: () => void
}

const EVERY_MILLISECONDS = 60_000

/** Writes a minute after the first time, so that what happens once is told soon, and what happens all the time once a minute. */
export function createSummaries(clock: Clock, write: (summary: Summary) => void): Summaries {
  const gathered = new Map<string, Map<string, number>>()
  const over = new AbortController()
  return {
    count: (text, where, times = 1) => {
      if (gathered.size === 0 && !over.signal.aborted) void clock.wait(EVERY_MILLISECONDS, over.signal).then(writeAll)
      const counts = gathered.get(text) ?? new Map<string, number>()
      gathered.set(text, counts)
      counts.set(where, (counts.get(where) ?? 0) + times)
    },
    end: () => {
      over.abort()
      writeAll()
    }
  }

  function writeAll(): void {
    for (const [text, counts] of gathered) {
      const count = [...counts.values()].reduce((sum, each) => sum + each, 0)
      write({ text, count, by: Object.fromEntries(counts) })
    }
    gathered.clear()
  }
}
