import { MemoryLane } from './memory-lane'
import { isWished } from './pick-outcomes'
import { expiryReason } from './tried'
import type { DeadLetter, DeadLetterWish, ExpireWish, LaneSize, LeaseWish, Message, MessageId } from './queue-store'
import type { NewMessage, OutcomeRecord, OutcomeWish, Recovery, Settlement } from './queue-store'

/** A message that is done, or was set aside and dropped: its id and its outcomes are remembered for a while. */
interface Settled {
  readonly lane: string
  readonly id: string
  readonly settledAt: number
}

export class MemoryState {
  readonly #lanes = new Map<string, MemoryLane>()
  #deadLetters: DeadLetter[] = []
  #position = 0
  #settled: Settled[] = []
  #outcomes: { readonly settledAt: number; readonly outcome: OutcomeRecord }[] = []

  append(messages: readonly NewMessage[]): readonly number[] {
    const repeated: number[] = []
    for (const [position, message] of messages.entries()) {
      const lane = this.#laneOf(message.lane)
      if (lane.ids.has(message.id)) repeated.push(position)
      else lane.add(message)
    }
    return repeated
  }

  lease(wish: LeaseWish): readonly Message[] {
    const lane = this.#lanes.get(wish.lane)
    if (lane === undefined) return []
    let leased = lane.order.lease(wish)
    while (leased.paused && leased.messages.length === 0) leased = lane.order.lease(wish)
    return leased.messages.map(({ header, attempts, unknown }) => {
      return { ...lane.message(header), attempts: attempts - 1, unknown }
    })
  }

  markStarted(messages: readonly MessageId[]): void {
    for (const { lane, id } of messages) {
      const tried = this.#lanes.get(lane)?.order.find(id)
      if (tried?.lease !== undefined) tried.started = true
    }
  }

  settle(settlement: Settlement): void {
    const lane = this.#lanes.get(settlement.lane)
    const tried = lane?.order.find(settlement.id)
    if (lane === undefined || tried?.handedOut !== true) return
    switch (settlement.kind) {
      case 'done':
        this.#settled.push({ lane: settlement.lane, id: settlement.id, settledAt: settlement.settledAt })
        this.#record(settlement.outcomes, settlement.settledAt)
        lane.finish(tried.header)
        return
      case 'dead-letter':
        this.#setAside(carrying(lane.message(tried.header), settlement.delivered), {
          reason: settlement.reason,
          attempts: tried.attempts,
          setAsideAt: settlement.settledAt
        })
        this.#record(settlement.outcomes, settlement.settledAt)
        lane.finish(tried.header)
        return
      case 'retry':
        tried.reason = settlement.reason
        tried.unknown ||= settlement.unknown === true
        lane.order.putBack(tried, settlement.dueAt)
        return
      case 'release':
        lane.order.release(tried)
    }
  }

  recover(): Recovery {
    let waiting = 0
    for (const lane of this.#lanes.values()) waiting += lane.size
    return { waiting, unknown: 0 }
  }

  expire({ lane: name, acceptedBefore, now, outcomes }: ExpireWish): number {
    const lane = this.#lanes.get(name)
    if (lane === undefined) return 0
    lane.order.wake(now)
    let count = 0
    for (let header = lane.next(0); header !== undefined; header = lane.next(header.sequence + 1)) {
      const tried = lane.order.find(header.id)
      if (tried?.lease !== undefined) continue
      if (header.acceptedAt < acceptedBefore) {
        const reason = expiryReason(tried?.reason)
        const letter = this.#setAside(lane.message(header), { reason, attempts: tried?.attempts ?? 0, setAsideAt: now })
        this.#record(outcomes(letter), now)
        lane.finish(header)
        count += 1
      } else if (tried === undefined) break
    }
    return count
  }

  findDeadLetters({ lane, maximum, after = 0 }: DeadLetterWish): readonly DeadLetter[] {
    return this.#deadLetters
      .filter((letter) => letter.position > after && (lane === undefined || letter.lane === lane))
      .slice(0, Math.max(0, maximum))
  }

  returnDeadLetters(messages: readonly MessageId[], now: number): number {
    const letters = this.#takeDeadLetters(messages)
    for (const { lane, id, key, body, delivered } of letters)
      this.#laneOf(lane).add(carrying({ lane, id, key, body, acceptedAt: now }, delivered))
    return letters.length
  }

  dropDeadLetters(messages: readonly MessageId[]): number {
    const letters = this.#takeDeadLetters(messages)
    for (const { lane, id, setAsideAt } of letters) this.#settled.push({ lane, id, settledAt: setAsideAt })
    return letters.length
  }

  findOutcomes(wish: OutcomeWish): readonly OutcomeRecord[] {
    const found = this.#outcomes.map(({ outcome }) => outcome).filter((outcome) => isWished(wish, outcome))
    return found.toReversed().slice(0, Math.max(0, wish.maximum))
  }

  size(name: string): LaneSize {
    const lane = this.#lanes.get(name)
    const leased = lane?.order.leased ?? 0
    return {
      waiting: (lane?.size ?? 0) - leased,
      leased,
      deadLetters: this.#deadLetters.filter((letter) => letter.lane === name).length,
      oldestAcceptedAt: lane?.next(0)?.acceptedAt
    }
  }

  lanes(): readonly string[] {
    const filled = [...this.#lanes].filter(([, lane]) => lane.size > 0).map(([name]) => name)
    return [...new Set([...filled, ...this.#deadLetters.map(({ lane }) => lane)])]
  }

  compact(settledBefore: number): void {
    for (const { lane, id, settledAt } of this.#settled) {
      if (settledAt < settledBefore) this.#lanes.get(lane)?.ids.delete(id)
    }
    this.#settled = this.#settled.filter(({ settledAt }) => settledAt >= settledBefore)
    this.#outcomes = this.#outcomes.filter(({ settledAt }) => settledAt >= settledBefore)
  }

  #setAside(message: NewMessage, how: Pick<DeadLetter, 'reason' | 'attempts' | 'setAsideAt'>): DeadLetter {
    this.#position += 1
    const letter = { ...message, ...how, position: this.#position }
    this.#deadLetters.push(letter)
    return letter
  }

  #record(outcomes: readonly OutcomeRecord[], settledAt: number): void {
    for (const outcome of outcomes) this.#outcomes.push({ settledAt, outcome })
  }

  #takeDeadLetters(messages: readonly MessageId[]): readonly DeadLetter[] {
    const wanted = new Set(messages.map(({ lane, id }) => JSON.stringify([lane, id])))
    const isWanted = ({ lane, id }: MessageId): boolean => wanted.has(JSON.stringify([lane, id]))
    const taken = this.#deadLetters.filter((letter) => isWanted(letter))
    this.#deadLetters = this.#deadLetters.filter((letter) => !isWanted(letter))
    return taken
  }

  #laneOf(name: string): MemoryLane {
    const known = this.#lanes.get(name)
    if (known !== undefined) return known
    const lane = new MemoryLane()
    this.#lanes.set(name, lane)
    return lane
  }
}

/** The same, with what it is to carry, if that is said. */
const carrying = (message: NewMessage, delivered: NewMessage['delivered']): NewMessage =>
  delivered === undefined ? message : { ...message, delivered }
