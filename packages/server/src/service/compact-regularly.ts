import type { Clock, QueueStore } from '@waybill/runner'
import type { ServiceEvent } from './service-event'

export interface CompactOptions {
  readonly store: QueueStore
  readonly clock: Clock
  /** How long outcomes and ids are remembered. */
  readonly rememberMilliseconds: number
  readonly tell: (event: ServiceEvent) => void
}

const LONGEST_PAUSE = 10 * 60_000

/** Has the store forget what is old, now and then, until the signal aborts. */
export async function compactRegularly(options: CompactOptions, signal: AbortSignal): Promise<void> {
  const { store, clock, rememberMilliseconds, tell } = options
  const pause = Math.min(LONGEST_PAUSE, rememberMilliseconds)
  for (;;) {
    await clock.wait(pause, signal)
    if (signal.aborted) return
    const startedAt = clock.now()
    try {
      await store.compact(startedAt - rememberMilliseconds, signal)
      tell({ kind: 'compacted', milliseconds: clock.now() - startedAt })
    } catch (error) {
      tell({ kind: 'compacting-failed', error })
    }
  }
}
