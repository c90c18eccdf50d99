import type { PlannedItem, Planned, SegmentEventType } from '@waybill/kit'
import type { Ended, LifecycleEvent } from '../lifecycle'
import type { OpenDelivery } from '../open-delivery'
import type { Message, OutcomeRecord } from '../queue/queue-store'

/** What the subscriptions of one lane make of the event that a message's body stands for. */
export interface Prepared {
  readonly body: string
  readonly type: SegmentEventType
  readonly planned: readonly Planned[]
}

/** A message that leaves the memory, and what is to be told once it is settled. */
export interface Leaving {
  readonly message: Message
  readonly endings: readonly Extract<LifecycleEvent, { kind: 'delivery-ended' }>[]
}

/** A leased message while its deliveries are under way. */
export interface Work extends Leaving {
  /** Deliveries that have not ended. */
  open: number
  outcomes: readonly OutcomeRecord[]
  endings: Leaving['endings']
  /** Why it goes to the dead letters, if one of its deliveries has to. */
  setAside: string | undefined
  /** The store knows that it is being sent. */
  isMarked: boolean
  /** One of its items has ended: to hand it back now would send that item again. */
  isTouched: boolean
  /** A request with it got no answer: whether the vendor has it is not known. */
  isUnknown: boolean
  /** Records how a delivery of it ended. */
  readonly end: (work: Work, delivery: OpenDelivery, ended: Ended) => void
}

/** One item in a lane, and the delivery it belongs to. */
export interface Entry {
  readonly item: PlannedItem
  readonly bytes: number
  /** Its place in the order of the lane. */
  readonly sequence: number
  readonly delivery: OpenDelivery
  readonly work: Work
  readonly line: Line
  attempts: number
  /** How often the vendor did not work when it was sent, which may be this item's doing. */
  failures: number
  firstTriedAt: number | undefined
}

/** The items of one user, in order. */
export interface Line {
  readonly key: string
  /** Those before `head` have left. */
  entries: Entry[]
  head: number
  bytes: number
  state: 'ready' | 'held' | 'flying'
  /** When a held line is due. */
  dueAt: number
  /** The batch it flies with, or flew with last. */
  batch: number
  isQueued: boolean
}
