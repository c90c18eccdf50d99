import type { DeadLetter, Message, MessageId, OutcomeRecord, QueueStore, Settlement } from '../src'

interface Held {
  readonly message: Message
  state: 'waiting' | 'leased'
  until: number
  dueAt: number
  attempts: number
  isStarted: boolean
  isUnknown: boolean
}

/** The queue contract in the plainest way, slow and easy to check; what it holds outlives the process that a test ends. */
export interface ModelStore extends QueueStore {
  readonly recorded: () => readonly OutcomeRecord[]
  readonly setAside: () => readonly DeadLetter[]
  /** Messages that have not ended. */
  readonly left: () => number
}

export function createModelStore(): ModelStore {
  let held: Held[] = []
  const seen = new Set<string>()
  const outcomes: OutcomeRecord[] = []
  const letters: DeadLetter[] = []
  const find = ({ lane, id }: MessageId): Held | undefined =>
    held.find(({ message }) => message.lane === lane && message.id === id)

  return {
    recorded: () => outcomes,
    setAside: () => letters,
    left: () => held.length,
    append: async (messages) => {
      const repeated: number[] = []
      for (const [position, message] of messages.entries()) {
        const name = JSON.stringify([message.lane, message.id])
        if (seen.has(name)) {
          repeated.push(position)
          continue
        }
        seen.add(name)
        const fresh = { ...message, attempts: 0, unknown: false }
        held.push({
          message: fresh,
          state: 'waiting',
          until: 0,
          dueAt: 0,
          attempts: 0,
          isStarted: false,
          isUnknown: false
        })
      }
      return repeated
    },
    lease: async ({ lane, now, until, maximumMessages, maximumBytes }) => {
      for (const each of held) if (each.state === 'leased' && each.until <= now) giveBack(each)
      const blocked = new Set<string>()
      const taken: Message[] = []
      let bytes = 0
      for (const each of held) {
        const { message } = each
        if (message.lane !== lane || blocked.has(message.key)) continue
        const fits =
          taken.length < maximumMessages && (taken.length === 0 || bytes + message.body.length <= maximumBytes)
        if (each.state === 'leased' || each.dueAt > now || !fits) {
          blocked.add(message.key)
          continue
        }
        bytes += message.body.length
        taken.push({ ...message, attempts: each.attempts, unknown: each.isUnknown })
        Object.assign(each, { state: 'leased', until, attempts: each.attempts + 1 })
      }
      return taken
    },
    markStarted: async (messages) => {
      for (const id of messages) {
        const each = find(id)
        if (each?.state === 'leased') each.isStarted = true
      }
    },
    settle: async (settlements) => {
      for (const settlement of settlements) settle(settlement)
    },
    recover: async () => {
      let unknown = 0
      for (const each of held) {
        if (each.state === 'leased') giveBack(each)
        if (each.isUnknown) unknown += 1
      }
      return { waiting: held.length, unknown }
    },
    size: async (lane) => {
      const own = held.filter(({ message }) => message.lane === lane)
      const leased = own.filter(({ state }) => state === 'leased').length
      const deadLetters = letters.filter((letter) => letter.lane === lane).length
      return { waiting: own.length - leased, leased, deadLetters, oldestAcceptedAt: own[0]?.message.acceptedAt }
    },
    lanes: async () => [...new Set(held.map(({ message }) => message.lane))],
    outcomes: async () => outcomes.toReversed(),
    deadLetters: async () => letters,
    expire: () => Promise.reject(new Error('The model does not expire messages.')),
    returnDeadLetters: () => Promise.reject(new Error('The model does not return dead letters.')),
    dropDeadLetters: () => Promise.reject(new Error('The model does not drop dead letters.')),
    compact: async () => undefined,
    close: async () => undefined
  }

  function giveBack(each: Held): void {
    Object.assign(each, { state: 'waiting', dueAt: 0, isUnknown: each.isUnknown || each.isStarted, isStarted: false })
  }

  function settle(settlement: Settlement): void {
    const each = find(settlement)
    if (each === undefined || (each.attempts === 0 && each.state === 'waiting')) return
    if (settlement.kind === 'release') {
      Object.assign(each, { state: 'waiting', dueAt: 0, isStarted: false, attempts: each.attempts - 1 })
    } else if (settlement.kind === 'retry') {
      const isUnknown = each.isUnknown || settlement.unknown === true
      Object.assign(each, { state: 'waiting', dueAt: settlement.dueAt, isStarted: false, isUnknown })
    } else {
      outcomes.push(...settlement.outcomes)
      held = held.filter((other) => other !== each)
      if (settlement.kind === 'done') return
      const { reason, settledAt } = settlement
      const position = letters.length + 1
      letters.push({ ...each.message, reason, attempts: each.attempts, setAsideAt: settledAt, position })
    }
  }
}
