import type {
  DeadLetter,
  LaneSize,
  LeaseWish,
  Message,
  MessageId,
  NewMessage,
  OutcomeRecord
} from '../queue/queue-store'
import type { Settlement } from '../queue/queue-store'

interface Modelled extends NewMessage {
  state: 'waiting' | 'leased'
  until: number
  /** How often it was handed out at most, and at least: what a crash forgot need not be counted. */
  attempts: number
  surely: number
  /** So often even after a crash. */
  recorded: number
  handedOut: boolean
  started: boolean
  unknown: boolean
  reason: string | undefined
}

type ModelledLetter = Omit<DeadLetter, 'position' | 'attempts'> & { readonly attempts: number; readonly surely: number }

/** What a queue is to do, as simple as can be: lists, looked through from the start. */
export class QueueModel {
  /** In the order of their lanes. */
  live: Modelled[] = []
  letters: ModelledLetter[] = []
  outcomes: { readonly settledAt: number; readonly outcome: OutcomeRecord }[] = []
  #seen: { readonly lane: string; readonly id: string; settledAt: number | undefined }[] = []

  /** Answers with the positions of those that are not taken. */
  append(messages: readonly NewMessage[]): readonly number[] {
    const repeated: number[] = []
    for (const [position, { lane, id, key, body, acceptedAt }] of messages.entries()) {
      if (this.#seen.some((one) => one.lane === lane && one.id === id)) {
        repeated.push(position)
        continue
      }
      this.#seen.push({ lane, id, settledAt: undefined })
      this.#add({ lane, id, key, body, acceptedAt })
    }
    return repeated
  }

  /** What may not be in an answer, or has to be; undefined if all is right. */
  lease(wish: LeaseWish, answer: readonly Message[]): string | undefined {
    this.#wake(wish.lane, wish.now)
    const wrong = this.#judge(wish, answer)
    for (const { id, attempts } of answer) {
      const message = this.find({ lane: wish.lane, id })
      if (message === undefined) continue
      Object.assign(message, { state: 'leased', until: wish.until, handedOut: true })
      message.attempts = message.surely = attempts + 1
    }
    return wrong
  }

  start(messages: readonly MessageId[]): void {
    for (const id of messages) {
      const message = this.find(id)
      if (message?.state === 'leased') message.started = true
    }
  }

  settle(settlement: Settlement): void {
    const message = this.find(settlement)
    if (message?.handedOut !== true) return
    if (settlement.kind === 'release') {
      if (message.state === 'leased') {
        message.attempts = message.surely -= 1
        if (message.unknown) message.recorded = message.surely
        Object.assign(message, { state: 'waiting', until: 0, started: false })
      }
    } else if (settlement.kind === 'retry') {
      const { dueAt, reason } = settlement
      Object.assign(message, { state: 'waiting', until: dueAt, started: false, reason, recorded: message.surely })
    } else {
      if (settlement.kind === 'dead-letter') this.#setAside(message, settlement.reason, settlement.settledAt)
      else this.#forgetFrom(settlement, settlement.settledAt)
      this.live = this.live.filter((one) => one !== message)
      this.record(settlement.outcomes, settlement.settledAt)
    }
  }

  expire(lane: string, acceptedBefore: number, now: number): readonly MessageId[] {
    this.#wake(lane, now)
    const expired = this.live.filter(
      (one) => one.lane === lane && one.state === 'waiting' && one.acceptedAt < acceptedBefore
    )
    for (const one of expired) this.#setAside(one, one.reason === undefined ? 'expired' : `expired: ${one.reason}`, now)
    this.live = this.live.filter((one) => !expired.includes(one))
    return expired
  }

  returnLetters(ids: readonly MessageId[], now: number): number {
    const letters = this.#takeLetters(ids)
    for (const { lane, id, key, body } of letters) this.#add({ lane, id, key, body, acceptedAt: now })
    return letters.length
  }

  dropLetters(ids: readonly MessageId[]): number {
    const letters = this.#takeLetters(ids)
    for (const letter of letters) this.#forgetFrom(letter, letter.setAsideAt)
    return letters.length
  }

  compact(settledBefore: number): void {
    this.#seen = this.#seen.filter(({ settledAt }) => settledAt === undefined || settledAt >= settledBefore)
    this.outcomes = this.outcomes.filter(({ settledAt }) => settledAt >= settledBefore)
  }

  /** The process ends, suddenly or not. */
  reopen(): void {
    for (const message of this.live) {
      endUnsettled(message)
      if (message.state === 'leased' || message.reason === undefined) message.until = 0
      Object.assign(message, { state: 'waiting', handedOut: false, surely: message.recorded })
    }
  }

  size(lane: string): LaneSize {
    const live = this.live.filter((one) => one.lane === lane)
    return {
      waiting: live.filter(({ state }) => state === 'waiting').length,
      leased: live.filter(({ state }) => state === 'leased').length,
      deadLetters: this.letters.filter((one) => one.lane === lane).length,
      oldestAcceptedAt: live[0]?.acceptedAt
    }
  }

  lanes(): readonly string[] {
    return [...new Set([...this.live, ...this.letters].map(({ lane }) => lane))].toSorted()
  }

  find({ lane, id }: MessageId): Modelled | undefined {
    return this.live.find((one) => one.lane === lane && one.id === id)
  }

  record(outcomes: readonly OutcomeRecord[], settledAt: number): void {
    for (const outcome of outcomes) this.outcomes.push({ settledAt, outcome })
  }

  #judge(wish: LeaseWish, answer: readonly Message[]): string | undefined {
    const taken: Modelled[] = []
    for (const given of answer) {
      const message = this.#eligible(wish, taken).find(({ id }) => id === given.id)
      if (message === undefined) return `${given.id} cannot be handed out now`
      if (this.live.indexOf(message) < this.live.indexOf(taken.at(-1) ?? message)) return `${given.id} is out of order`
      if (given.attempts > message.attempts || given.attempts < message.surely) return `${given.id}: attempts`
      if (given.unknown !== message.unknown) return `${given.id}: unknown is ${given.unknown}`
      if (given.body !== message.body || given.key !== message.key || given.acceptedAt !== message.acceptedAt)
        return `${given.id} has changed`
      taken.push(message)
    }
    const bytes = taken.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0)
    if (taken.length > wish.maximumMessages) return 'too many'
    if (taken.length > 1 && bytes > wish.maximumBytes) return 'too large'
    if (taken.length === 0 && wish.maximumMessages > 0 && this.#eligible(wish, []).length > 0)
      return 'none, but some can'
    return undefined
  }

  /** What can be handed out next, when others have been handed out by the same call. */
  #eligible({ lane, now }: LeaseWish, taken: readonly Modelled[]): readonly Modelled[] {
    const blocked = new Set<string>()
    const eligible: Modelled[] = []
    for (const message of this.live) {
      if (message.lane !== lane || taken.includes(message)) continue
      if (!blocked.has(message.key) && message.state === 'waiting' && message.until <= now) eligible.push(message)
      blocked.add(message.key)
    }
    return eligible
  }

  #wake(lane: string, now: number): void {
    for (const message of this.live) {
      if (message.lane !== lane || message.state !== 'leased' || message.until > now) continue
      endUnsettled(message)
      message.state = 'waiting'
    }
  }

  #add(message: NewMessage): void {
    const never = { attempts: 0, surely: 0, recorded: 0, handedOut: false, started: false, unknown: false }
    this.live.push({ ...message, ...never, state: 'waiting', until: 0, reason: undefined })
  }

  #setAside({ lane, id, key, body, acceptedAt, attempts, surely }: Modelled, reason: string, setAsideAt: number): void {
    this.letters.push({ lane, id, key, body, acceptedAt, reason, attempts, surely, setAsideAt })
  }

  #takeLetters(ids: readonly MessageId[]): readonly ModelledLetter[] {
    const taken = this.letters.filter((letter) => ids.some(({ lane, id }) => lane === letter.lane && id === letter.id))
    this.letters = this.letters.filter((letter) => !taken.includes(letter))
    return taken
  }

  #forgetFrom({ lane, id }: MessageId, settledAt: number): void {
    for (const one of this.#seen) if (one.lane === lane && one.id === id) one.settledAt = settledAt
  }
}

/** A lease or a process ends before it was said what came of a message. */
function endUnsettled(message: Modelled): void {
  if (!message.started) return
  message.unknown = true
  message.recorded = message.surely
  message.started = false
}
