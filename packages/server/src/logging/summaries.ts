import type { Clock } from '@waybill/runner'

/** How often something happened, by where. */
export interface Summary {
  readonly text: string
  readonly count: number
  readonly by: { readonly [where: string]: number }
  /** Why, as it was told last. */
  readonly reason?: string
}

interface Happening {
  readonly where: string
  /** @default 1 */
  readonly times?: number
  /** May hold numbers that change all the time: what has one text is one summary, whatever its reasons. */
  readonly reason?: string
}

/** Gathers what happens too often for a line of its own. */
export interface Summaries {
  readonly count: (text: string, happening: Happening) => void
  /** Writes what is gathered, and gathers no more. */
  readonly end: () => void
}

interface Gathered {
  readonly by: Map<string, number>
  reason: string | undefined
}

const EVERY_MILLISECONDS = 60_000

/** Writes a minute after the first time, so that what happens once is told soon, and what happens all the time once a minute. */
export function createSummaries(clock: Clock, write: (summary: Summary) => void): Summaries {
  const gathered = new Map<string, Gathered>()
  const over = new AbortController()
  return {
    count: (text, { where, times = 1, reason }) => {
      if (gathered.size === 0 && !over.signal.aborted) void clock.wait(EVERY_MILLISECONDS, over.signal).then(writeAll)
      const known = gathered.get(text) ?? { by: new Map<string, number>(), reason: undefined }
      gathered.set(text, known)
      known.by.set(where, (known.by.get(where) ?? 0) + times)
      known.reason = reason ?? known.reason
    },
    end: () => {
      over.abort()
      writeAll()
    }
  }

  function writeAll(): void {
    for (const [text, { by, reason }] of gathered) {
      const count = [...by.values()].reduce((sum, each) => sum + each, 0)
      write({ text, count, by: Object.fromEntries(by), ...(reason !== undefined && { reason }) })
    }
    gathered.clear()
  }
}
