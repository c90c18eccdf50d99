import type { AnyEndpoint, DestinationPlan, Redactor } from '@waybill/kit'
import type { Backoff } from '../backoff'
import type { Clock } from '../clock'
import type { Settler } from '../ledger/create-settler'
import type { LifecycleEvent } from '../lifecycle'
import type { QueueStore } from '../queue/queue-store'
import type { Transport } from '../transport'
import type { Leaving } from './entry'
import type { Lane } from './lane-contract'
import type { Onward } from './onward'

/** How lanes work, the same for all of a runner. */
export interface LaneTuning {
  /** How long the first item of a request waits for company. */
  readonly lingerMilliseconds: number
  /** How long an item is tried. */
  readonly retryForMilliseconds: number
  readonly backoff: Backoff
  readonly maximumConcurrency: number
  /** How much of a lane's backlog is in memory: messages, and the bytes of their bodies. */
  readonly windowMessages: number
  readonly windowBytes: number
  /** What happens when a vendor refuses everything, whatever is sent. */
  readonly onWideFailure: 'pause' | 'reject'
}

/** What lanes need from around them. */
export interface LaneSurroundings {
  readonly store: QueueStore
  readonly settler: Settler<Leaving>
  readonly transport: Transport
  readonly clock: Clock
  /** A number from 0 to 1, for the jitter of retries. */
  readonly random: () => number
  readonly tell: (event: LifecycleEvent) => void
  /** The store failed: nothing can go on. */
  readonly fail: (error: unknown) => void
  /** So many messages came into a lane, or into the one that has taken its place meanwhile. */
  readonly appended: (lane: Lane, messages: number) => void
  /** A lane may have become empty. */
  readonly emptied: () => void
}

export interface LaneOptions {
  readonly name: string
  readonly instance: string
  readonly plan: DestinationPlan
  /** Absent for the lane of what no subscription wants: nothing of it is ever sent. */
  readonly endpoint: AnyEndpoint | undefined
  /** Absent for lanes that no deletion request only passes. */
  readonly onward?: Onward | undefined
  readonly requestsPerWindow: number | undefined
  readonly redactor: Redactor
  readonly tuning: LaneTuning
  readonly surroundings: LaneSurroundings
}
