import type { DeadLetter, ExpireWish, LaneSize, LeaseWish, Message, MessageId, Recovery } from '../queue-store'
import { expiryReason } from '../tried'
import { Appender, type Appended } from './append-messages'
import type { StoredHeader } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { Group } from './group-commit'
import { Settler } from './settle-messages'
import { change, type Tables } from './tables'

/** So many messages expire with one commit. */
const EXPIRED_AT_ONCE = 250

/** What the store does, synchronously: every method is one commit at most. */
export class EmbeddedState {
  readonly #tables: Tables
  readonly #appender: Appender

  constructor(tables: Tables) {
    this.#tables = tables
    this.#appender = new Appender(tables)
  }

  /** Answers with the positions of those messages that were not taken because their lane has seen them. */
  write({ messages, started, settlements }: Group): readonly number[] {
    for (const { lane } of messages) this.#tables.lanes.open(lane)
    let appended: Appended = { apply: [], repeated: [] }
    change(this.#tables, () => {
      if (messages.length > 0) appended = this.#appender.append(messages)
      this.#start(started)
      return [...appended.apply, ...Settler.settle(this.#tables, settlements)]
    })
    return appended.repeated
  }

  /** Undefined if there may be more after others got their turn. */
  lease(wish: LeaseWish): readonly Message[] | undefined {
    const lane = this.#tables.lanes.find(wish.lane)
    if (lane === undefined) return []
    const { messages, paused } = lane.order.lease(wish)
    if (paused && messages.length === 0) return undefined
    const texts = lane.takeTexts(messages.map(({ header }) => header))
    return messages.map(({ header, attempts, unknown }, index) => {
      const { id, key, acceptedAt, delivered } = header
      const body = texts[index] ?? ''
      return { lane: wish.lane, id, key, body, acceptedAt, delivered, attempts: attempts - 1, unknown }
    })
  }

  recover(): Recovery {
    let waiting = 0
    for (const { size } of this.#tables.lanes.all()) waiting += size
    return { waiting, unknown: this.#tables.tried.unknown }
  }

  /** Says how many, and whether there may be more. */
  expire(wish: ExpireWish): { readonly count: number; readonly isOver: boolean } {
    const lane = this.#tables.lanes.find(wish.lane)
    if (lane === undefined) return { count: 0, isOver: true }
    lane.order.wake(wish.now)
    const old = oldest(lane, wish.acceptedBefore)
    if (old.length > 0) change(this.#tables, () => this.#expire(lane, old, wish))
    return { count: old.length, isOver: old.length < EXPIRED_AT_ONCE }
  }

  returnDeadLetters(messages: readonly MessageId[], now: number): number {
    const letters = this.#tables.deadLetters.find(messages)
    change(this.#tables, () => {
      this.#tables.deadLetters.delete(letters)
      const written = letters.flatMap(({ lane, id, key, body, delivered }) =>
        this.#appender.write(this.#tables.lanes.open(lane), [{ lane, id, key, body, acceptedAt: now, delivered }])
      )
      return [...written, () => this.#uncount(letters)]
    })
    return letters.length
  }

  dropDeadLetters(messages: readonly MessageId[]): number {
    const letters = this.#tables.deadLetters.find(messages)
    change(this.#tables, () => {
      this.#tables.deadLetters.delete(letters)
      for (const { lane, id, setAsideAt } of letters)
        this.#tables.outcomes.write({
          settledAt: setAsideAt,
          ids: [{ lane: this.#tables.lanes.open(lane).number, ids: [id] }],
          outcomes: []
        })
      return [() => this.#uncount(letters)]
    })
    return letters.length
  }

  size(name: string): LaneSize {
    const lane = this.#tables.lanes.find(name)
    if (lane === undefined) return { waiting: 0, leased: 0, deadLetters: 0, oldestAcceptedAt: undefined }
    const { leased } = lane.order
    return {
      waiting: lane.size - leased,
      leased,
      deadLetters: lane.deadLetters,
      oldestAcceptedAt: lane.oldest()?.acceptedAt
    }
  }

  lanes(): readonly string[] {
    const filled = [...this.#tables.lanes.all()].filter(({ size, deadLetters }) => size > 0 || deadLetters > 0)
    return filled.map(({ name }) => name)
  }

  #start(messages: readonly MessageId[]): void {
    const byAttempts = new Map<number, number[]>()
    for (const { lane: name, id } of messages) {
      const lane = this.#tables.lanes.find(name)
      const tried = lane?.order.find(id)
      if (lane === undefined || tried?.lease === undefined) continue
      tried.started = true
      const place = lane.placeOf(tried.header.sequence)
      const places = byAttempts.get(tried.attempts)
      if (places === undefined) byAttempts.set(tried.attempts, [place])
      else places.push(place)
    }
    this.#tables.tried.start(byAttempts)
  }

  #expire(lane: EmbeddedLane, old: readonly StoredHeader[], { now, outcomes }: ExpireWish): readonly (() => void)[] {
    const { deadLetters, removals, laneChanges } = this.#tables
    const recorded = old.flatMap((header) => {
      const tried = lane.order.find(header.id)
      const how = { reason: expiryReason(tried?.reason), attempts: tried?.attempts ?? 0, setAsideAt: now }
      const { id, key, acceptedAt, delivered } = header
      const position = deadLetters.write(lane, header, how)
      removals.add(lane, header)
      return outcomes({ lane: lane.name, id, key, body: lane.text(header), acceptedAt, delivered, ...how, position })
    })
    this.#tables.tried.unstart(old.map(({ sequence }) => lane.placeOf(sequence)))
    if (recorded.length > 0) this.#tables.outcomes.write({ settledAt: now, ids: [], outcomes: recorded })
    laneChanges.of(lane).size -= old.length
    return [
      () => {
        for (const header of old) lane.order.finish(header)
        lane.deadLetters += old.length
      }
    ]
  }

  #uncount(letters: readonly DeadLetter[]): void {
    for (const { lane } of letters) this.#tables.lanes.open(lane).deadLetters -= 1
  }
}

function oldest(lane: EmbeddedLane, acceptedBefore: number): readonly StoredHeader[] {
  const old: StoredHeader[] = []
  for (const header of lane.all()) {
    if (old.length === EXPIRED_AT_ONCE) break
    if (lane.order.isLeased(header.sequence)) continue
    if (header.acceptedAt < acceptedBefore) old.push(header)
    else if (lane.order.find(header.id) === undefined) break
  }
  return old
}
