/**
 * Where accepted events wait for their deliveries. Semantics are those of any durable queue, independent of what holds
 * the data: an embedded database, memory, or a distributed log. Every method that changes something is durable when it
 * resolves: what it did survives `kill -9` at any later moment. Implementations gather concurrent calls into one commit.
 */
export interface QueueStore {
  /**
   * Takes messages in, all or none, in their order. An id that its lane has seen and not yet forgotten is not taken twice:
   * resolves to the positions, in ascending order, of the messages that were not taken for that reason. Those that go on
   * from another lane are taken although there is no room for new ones: that lane settles them next.
   */
  readonly append: (messages: readonly NewMessage[], how?: { readonly goOn: boolean }) => Promise<readonly number[]>
  /**
   * Hands out waiting messages of a lane that are due, oldest first, until they are settled or the lease ends.
   * Messages of one key are handed out in order: never one while an older one of its key is leased by an earlier call,
   * waits for a retry, or did not fit into this answer. May answer with less than there is, but with none only if no
   * message can be handed out at this time.
   */
  readonly lease: (wish: LeaseWish) => Promise<readonly Message[]>
  /**
   * Says that leased messages are about to be sent. Cheap: need only survive the end of the process, not of the machine.
   * Should the process end before they are settled, they come back with `unknown: true`.
   */
  readonly markStarted: (messages: readonly MessageId[]) => Promise<void>
  /**
   * Ends leases, all or none: the message is done, comes back later, or is set aside. A message whose lease has ended can
   * still be settled; one that was settled as done or set aside, or not handed out since the store was opened, is passed
   * over together with its outcomes, so that no message is accounted for twice.
   */
  readonly settle: (settlements: readonly Settlement[]) => Promise<void>
  /** Gives back what a process that no longer lives had leased; call it once before the first lease. */
  readonly recover: () => Promise<Recovery>
  /**
   * Sets aside messages accepted before a point in time that are not leased, oldest first, and says how many. Looks no
   * further than the first that waits for its first try and was accepted later. The reason is "expired", followed by
   * that of the last retry if there was one.
   */
  readonly expire: (wish: ExpireWish) => Promise<number>
  /** Messages set aside, oldest first. */
  readonly deadLetters: (wish: DeadLetterWish) => Promise<readonly DeadLetter[]>
  /**
   * Puts messages that were set aside back to the end of their lane, as if accepted now and never tried, but for what they
   * carry as `delivered`; or forgets them.
   * Says how many there were.
   */
  readonly returnDeadLetters: (messages: readonly MessageId[], now: number) => Promise<number>
  readonly dropDeadLetters: (messages: readonly MessageId[]) => Promise<number>
  /** What was recorded of deliveries, last recorded first. */
  readonly outcomes: (wish: OutcomeWish) => Promise<readonly OutcomeRecord[]>
  /** How much a lane holds. */
  readonly size: (lane: string) => Promise<LaneSize>
  /** Those that hold messages, waiting, leased or set aside. */
  readonly lanes: () => Promise<readonly string[]>
  /**
   * Forgets outcomes and ids of messages settled before a point in time, and gives disk space back. The id of a message
   * that was set aside is remembered at least until it is returned and done, or dropped. Ends early when the signal aborts, and leaves the rest to
   * the next time.
   */
  readonly compact: (settledBefore: number, signal?: AbortSignal) => Promise<void>
  /** Finishes what is under way and lets go of all resources. */
  readonly close: () => Promise<void>
}

/** A message of one lane; the same event has the same id in every lane it goes to. */
export interface MessageId {
  readonly lane: string
  readonly id: string
}

export interface NewMessage extends MessageId {
  /** What order is kept by: the user. */
  readonly key: string
  /** The event as JSON text. */
  readonly body: string
  /** Milliseconds since 1970. */
  readonly acceptedAt: number
  /** Names of the subscriptions at which the vendor has it already; absent unless it comes back from being set aside. */
  readonly delivered?: readonly string[] | undefined
}

export interface Message extends NewMessage {
  /**
   * How often it was handed out before this time and not released. What a process that ended had not marked as started
   * need not be counted.
   */
  readonly attempts: number
  /** Its lease or a process ended while it was being sent: whether the vendor got it then is not known. */
  readonly unknown: boolean
}

export interface LeaseWish {
  readonly lane: string
  readonly now: number
  /** When the lease ends by itself: a message not settled by then is due again. */
  readonly until: number
  readonly maximumMessages: number
  /** Of bodies together; one message is handed out even if it alone has more. */
  readonly maximumBytes: number
}

export type Settlement = MessageId & { readonly settledAt: number } & (
    | { readonly kind: 'done'; readonly outcomes: readonly OutcomeRecord[] }
    /** Due again at a time; keeps its place before younger messages of its key. */
    | {
        readonly kind: 'retry'
        readonly dueAt: number
        readonly reason: string
        /** Whether the vendor may have it, so that it comes back with `unknown: true`. @default as it is */
        readonly unknown?: boolean
      }
    | {
        readonly kind: 'dead-letter'
        readonly reason: string
        readonly outcomes: readonly OutcomeRecord[]
        /** What the message is to carry as `delivered` from now on. @default what it carried */
        readonly delivered?: readonly string[] | undefined
      }
    /** Not tried after all: due at once, no attempt counted. */
    | { readonly kind: 'release' }
  )

/** One final outcome of one event at one subscription. */
export interface OutcomeRecord {
  readonly instance: string
  readonly subscription: string | null
  readonly messageId: string
  readonly key: string
  readonly kind: 'delivered' | 'rejected' | 'expired' | 'skipped'
  readonly status: number | null
  readonly reason: string | null
  readonly attempts: number
  /** It may have been delivered twice: a process ended between sending and recording. */
  readonly unknown: boolean
  readonly acceptedAt: number
  readonly endedAt: number
}

export interface Recovery {
  /** Messages that wait to be delivered. */
  readonly waiting: number
  /** Those of them of which it is not known whether the vendor got them. */
  readonly unknown: number
}

export interface ExpireWish {
  readonly lane: string
  readonly acceptedBefore: number
  readonly now: number
  /** What to record of a message that expires, together with setting it aside. */
  readonly outcomes: (expired: DeadLetter) => readonly OutcomeRecord[]
}

export interface DeadLetterWish {
  readonly lane?: string
  readonly maximum: number
  /** Only those set aside after the one with this position. */
  readonly after?: number
}

export interface DeadLetter extends NewMessage {
  readonly reason: string
  readonly attempts: number
  readonly setAsideAt: number
  /** Grows with every message set aside; for paging. */
  readonly position: number
}

export interface OutcomeWish {
  readonly instance?: string
  readonly key?: string
  readonly messageId?: string
  readonly kind?: OutcomeRecord['kind']
  readonly maximum: number
}

export interface LaneSize {
  /** Due or due later, not leased. */
  readonly waiting: number
  readonly leased: number
  readonly deadLetters: number
  /** When the message that is longest in the lane, neither done nor set aside, was accepted; undefined when there is none. */
  readonly oldestAcceptedAt: number | undefined
}
