import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'

/** Does something again and again until the signal aborts; what a store that has failed cannot answer is passed over. */
export async function repeatUntil(
  signal: AbortSignal,
  { clock, every }: { readonly clock: Clock; readonly every: number },
  work: () => Promise<unknown>
): Promise<void> {
  for (;;) {
    await clock.wait(every, signal)
    if (signal.aborted) return
    try {
      await work()
    } catch (error) {
      // The service itself tells of it, and ends.
      if (!(error instanceof QueueStoreError)) throw error
    }
  }
}
