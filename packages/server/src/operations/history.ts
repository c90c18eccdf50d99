import type { History, Moment } from './contract'

/** How often a moment is taken, and how many are remembered: a quarter of an hour. */
export const MOMENT_MILLISECONDS = 5000
const MOST = (15 * 60 * 1000) / MOMENT_MILLISECONDS

/** The last moments, for charts that begin with what was. */
export interface RunningHistory {
  readonly add: (moment: Moment) => void
  readonly all: () => History
}

export function createHistory(): RunningHistory {
  const moments: Moment[] = []
  return {
    add: (moment) => {
      moments.push(moment)
      if (moments.length > MOST) moments.shift()
    },
    all: () => ({ moments: [...moments] })
  }
}
