import type { PauseCause } from '../lifecycle'
import type { Prepared } from './entry'

/** Messages of one destination instance on their way to one endpoint. */
export interface Lane {
  readonly name: string
  /** Messages are about to come into the store, or after all are not. */
  readonly expect: (messages: number) => void
  readonly appended: (messages: number) => void
  /** Whether what comes now has its turn soon, as far as is known. */
  readonly isNear: () => boolean
  /** Keeps what is known of a message, so that it need not be read and planned again when its turn comes. */
  readonly remember: (id: string, prepared: Prepared) => void
  /** Of a message that the store did not take, since it knows its id. */
  readonly forget: (id: string) => void
  /** Begins to lease; what a process that no longer lives had leased must have been recovered before. */
  readonly start: () => Promise<void>
  /** Sends what is there without waiting for requests to fill, until told otherwise. */
  readonly hurry: (isHurried: boolean) => void
  readonly look: () => void
  readonly pause: (cause: PauseCause, reason: string) => void
  readonly resume: () => void
  /** Sends nothing more; resolves when what is under way has ended and everything else is back in the store. */
  readonly stop: () => Promise<void>
  /** Sends nothing more, and does not wait for what is under way. */
  readonly abort: () => void
  readonly isEmpty: () => boolean
  /** Messages that have not ended, as far as is known. */
  readonly backlog: () => number
  readonly status: () => LaneStatus
}

/** What a lane does: everything but `running` sends nothing. */
export type LaneState =
  | { readonly kind: 'waiting-for-start' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused'; readonly cause: PauseCause; readonly reason: string }
  | { readonly kind: 'stopped' }

/** How a lane is doing. */
export interface LaneStatus {
  readonly lane: string
  readonly instance: string
  readonly state: LaneState
  readonly circuit: 'closed' | 'open'
  /** How many requests may be under way, and are. */
  readonly concurrency: number
  readonly underWay: number
  /** Messages in memory, and in the store as far as is known. */
  readonly inMemory: number
  readonly waiting: number
}
