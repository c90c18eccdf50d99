import type { Clock } from '../clock'
import type { Message, QueueStore } from '../queue/queue-store'

export interface IntakeOptions {
  readonly lane: string
  readonly store: Pick<QueueStore, 'lease' | 'size'>
  readonly clock: Clock
  /** How much of the backlog is in memory at once. */
  readonly maximumMessages: number
  readonly maximumBytes: number
  readonly open: (messages: readonly Message[]) => void
  readonly fail: (error: unknown) => void
}

/** Brings messages of a lane from the store into memory, as many as there is room for. */
export interface Intake {
  /** So many messages are about to come into the store; fewer than none when they did not. */
  readonly expect: (messages: number) => void
  /** So many messages came into the store, as far as is known. */
  readonly appended: (messages: number) => void
  /** Leases what there is room for, unless a lease is under way. */
  readonly look: () => void
  /** A message has left the memory: it is settled, or waits in the store again. */
  readonly left: (message: Message, whereTo: 'done' | 'store') => void
  /** Learns from the store how much waits there; to be called before the first lease. */
  readonly count: () => Promise<void>
  /** Stops leasing, or goes on. */
  readonly close: () => void
  /** Resolves when no lease is under way. */
  readonly idle: () => Promise<void>
  readonly reopen: () => void
  /** Looks at once if leasing is not stopped. */
  readonly reopenIfOpen: () => void
  /** Whether a lease is under way, or would bring more. */
  readonly mayBring: () => boolean
  /** When to look again although nothing has happened. */
  readonly lookAgainAt: () => number
  readonly waiting: () => number
  readonly held: () => number
}

// Somebody else may put messages into the store, and a retry may come due in it.
const LOOK_AGAIN_MILLISECONDS = 1000

// One process owns the store, and what it had leased is recovered when the next one starts.
const UNTIL_THE_PROCESS_ENDS = Number.MAX_SAFE_INTEGER

// A user who floods gets one portion into memory at a time; the others come with the next.
const PORTION = 1000

export function createIntake(options: IntakeOptions): Intake {
  const { lane, store, clock, maximumMessages, maximumBytes } = options
  const held = new Map<string, Message>()
  let heldBytes = 0
  // Below zero while messages are leased of which it has yet to be told that they came.
  let waiting = 0
  let expected = 0
  let isOpen = false
  let isLeasing = false
  let leasing: Promise<void> = Promise.resolve()
  // A lease that brought less than was asked for shows that the rest is not due: something must change first.
  let isWorthwhile = true
  let lookAgainAt = Infinity

  return {
    expect: (messages) => {
      expected += messages
    },
    appended: (messages) => {
      waiting += messages
      isWorthwhile = true
      look()
    },
    look,
    left: (message, whereTo) => {
      if (held.delete(message.id)) heldBytes -= message.body.length
      if (whereTo === 'store') waiting += 1
      isWorthwhile = true
    },
    count: async () => {
      const { waiting: found } = await store.size(lane)
      waiting = found
    },
    close: () => {
      isOpen = false
    },
    idle: () => leasing,
    reopen: () => {
      isOpen = true
      isWorthwhile = true
      look()
    },
    reopenIfOpen: () => {
      isWorthwhile = true
      look()
    },
    mayBring: () => isLeasing || (isOpen && waiting > 0 && isWorthwhile && hasRoom()),
    lookAgainAt: () => (isOpen && waiting > 0 && !isLeasing ? lookAgainAt : Infinity),
    waiting: () => Math.max(0, waiting),
    held: () => held.size
  }

  function hasRoom(): boolean {
    return held.size <= maximumMessages * 0.75 && heldBytes <= maximumBytes * 0.75
  }

  function look(): void {
    if (clock.now() >= lookAgainAt) {
      lookAgainAt = Infinity
      isWorthwhile = true
    }
    if (isLeasing || !isOpen || !isWorthwhile || waiting <= 0 || !hasRoom()) return
    isLeasing = true
    leasing = lease().catch(options.fail)
  }

  async function lease(): Promise<void> {
    const now = clock.now()
    const wish = {
      maximumMessages: Math.min(PORTION, maximumMessages - held.size),
      maximumBytes: maximumBytes - heldBytes
    }
    isWorthwhile = false
    const messages = await store.lease({ lane, now, until: UNTIL_THE_PROCESS_ENDS, ...wish })
    await take(messages, messages.length >= wish.maximumMessages)
    isLeasing = false
    options.open([])
    look()
  }

  async function take(messages: readonly Message[], isFull: boolean): Promise<void> {
    // What others put into the store came without being told of.
    waiting = Math.max(waiting - messages.length, -expected)
    for (const message of messages) {
      held.set(message.id, message)
      heldBytes += message.body.length
    }
    if (isFull || messages.length > 0) isWorthwhile = true
    else lookAgainAt = clock.now() + LOOK_AGAIN_MILLISECONDS
    // The count is only as good as what was told of it; a store that others use, too, knows better.
    if (messages.length === 0 && held.size === 0) waiting = (await store.size(lane)).waiting
    options.open(messages)
  }
}
