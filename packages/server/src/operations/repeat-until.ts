import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'

export interface RepeatOptions {
  readonly clock: Clock
  readonly every: number
  /** Told of the first failure in a row; what a store that has failed cannot answer is passed over. */
  readonly failed: (error: unknown) => void
}

/** Does something again and again until the signal aborts; what fails is tried again the next time. Never rejects. */
export async function repeatUntil(
  signal: AbortSignal,
  { clock, every, failed }: RepeatOptions,
  work: () => Promise<unknown>
): Promise<void> {
  let isFailing = false
  for (;;) {
    await clock.wait(every, signal)
    if (signal.aborted) return
    try {
      await work()
      isFailing = false
    } catch (error) {
      // Of a store that has failed the service itself tells, and ends.
      if (!isFailing && !(error instanceof QueueStoreError)) failed(error)
      isFailing = true
    }
  }
}
