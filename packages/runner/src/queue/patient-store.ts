import type { Clock } from '../clock'
import type { LifecycleEvent } from '../lifecycle'
import { QueueStoreError } from './queue-store-error'
import type { QueueStore } from './queue-store'

export interface PatientStore extends QueueStore {
  /** From now on a full disk is an error like any other. */
  readonly loseHope: () => void
}

const TRY_AGAIN_MILLISECONDS = 1000

/**
 * Waits with its changes until there is room on the disk: what ended meanwhile is kept in memory, and recorded then. To
 * end instead would send it again after the next start.
 */
export function createPatientStore(
  store: QueueStore,
  { clock, tell }: { readonly clock: Clock; readonly tell: (event: LifecycleEvent) => void }
): PatientStore {
  const hopeless = new AbortController()
  let isFull = false
  return {
    ...store,
    append: (messages, how) => patiently(() => store.append(messages, how)),
    markStarted: (messages) => patiently(() => store.markStarted(messages)),
    settle: (settlements) => patiently(() => store.settle(settlements)),
    loseHope: () => hopeless.abort()
  }

  async function patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const answer = await work()
        if (isFull) tell({ kind: 'store-has-room' })
        isFull = false
        return answer
      } catch (error) {
        if (!isDiskFull(error) || hopeless.signal.aborted) throw error
        if (!isFull) tell({ kind: 'store-full', error })
        isFull = true
        await clock.wait(TRY_AGAIN_MILLISECONDS, hopeless.signal)
      }
    }
  }
}

const isDiskFull = (error: unknown): boolean => error instanceof QueueStoreError && error.code === 'DISK_FULL'
