import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'
import type { ServiceEvent } from './service-event'

/** Whether the disk of the queue is full, as far as is known. */
export interface NoRoom {
  readonly isKnown: () => boolean
  /** Takes note of an error that says so; of any other it does not. */
  readonly notice: (error: unknown) => void
  readonly tell: (event: ServiceEvent) => void
}

/** What senders are told: they have no business to know where the disk is. */
export const NO_ROOM = 'There is no room on the disk for more events.'

// Asking again costs a write of the event log, which keeps what is then not accepted.
const ASK_AGAIN_MILLISECONDS = 1000

export function createNoRoom(clock: Clock): NoRoom {
  let isFull = false
  let until = 0
  return {
    isKnown: () => isFull || clock.now() < until,
    notice: (error) => {
      if (error instanceof QueueStoreError && error.code === 'DISK_FULL') until = clock.now() + ASK_AGAIN_MILLISECONDS
    },
    tell: ({ kind }) => {
      if (kind === 'store-full') isFull = true
      if (kind === 'store-has-room') isFull = false
    }
  }
}
