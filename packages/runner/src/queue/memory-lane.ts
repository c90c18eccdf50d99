import { LaneOrder, type LaneSource } from './lane-order'
import type { NewMessage } from './queue-store'
import type { Header } from './tried'

interface Kept {
  readonly header: Header
  readonly message: NewMessage
}

/** The messages of a lane that are neither done nor set aside, by their place. */
export class MemoryLane implements LaneSource<Header> {
  readonly order = new LaneOrder<Header>(this)
  /** All that its lane has seen and not yet forgotten. */
  readonly ids = new Set<string>()
  #kept: (Kept | undefined)[] = []
  /** The place of the first of them. */
  #first = 0
  #finishedInFront = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  add(message: NewMessage): void {
    const { id, key, acceptedAt, body } = message
    this.ids.add(id)
    const sequence = this.#first + this.#kept.length
    this.#kept.push({ header: { sequence, id, key, acceptedAt, bytes: Buffer.byteLength(body) }, message })
    this.#size += 1
  }

  next(sequence: number): Header | undefined {
    for (let place = Math.max(0, sequence - this.#first); place < this.#kept.length; place += 1) {
      const kept = this.#kept[place]
      if (kept !== undefined) return kept.header
    }
    return undefined
  }

  message({ sequence }: Header): NewMessage {
    const kept = this.#kept[sequence - this.#first]
    if (kept === undefined) throw new Error(`There is no message at ${sequence}.`)
    return kept.message
  }

  finish(header: Header): void {
    this.#kept[header.sequence - this.#first] = undefined
    this.#size -= 1
    this.order.finish(header)
    this.#trim()
  }

  #trim(): void {
    while (this.#finishedInFront < this.#kept.length && this.#kept[this.#finishedInFront] === undefined) {
      this.#finishedInFront += 1
    }
    // Moving all that follows costs: worth it only if it is less than what goes.
    if (this.#finishedInFront * 2 < this.#kept.length) return
    this.#kept = this.#kept.slice(this.#finishedInFront)
    this.#first += this.#finishedInFront
    this.#finishedInFront = 0
  }
}
