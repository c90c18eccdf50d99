import type { Clock } from '@waybill/runner'

/** Called with the next portion; says how many of it counted. */
export type TakePortion = (most: number) => Promise<number>

export interface PaceOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** @default as fast as it goes */
  readonly perSecond: number | undefined
}

/** So many at once when there is no pace: a commit each, and others get their turn between them. */
const PORTION = 500

/**
 * Takes portions until there are none, no more a second than wanted. A pace below one a second is one at a time with a
 * longer wait between.
 */
export async function takeAtPace({ clock, signal, perSecond }: PaceOptions, take: TakePortion): Promise<void> {
  const most = perSecond === undefined ? PORTION : Math.min(PORTION, Math.max(1, Math.floor(perSecond)))
  while (!signal.aborted) {
    const taken = await take(most)
    if (taken === 0) return
    if (perSecond !== undefined) await clock.wait((taken / perSecond) * 1000, signal)
  }
}
