import type { NewMessage } from '../queue-store'
import { cutIntoBlocks, encodeBlock } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { Statement } from './sql'
import type { Tables } from './tables'

/** For every new id so many older ones are moved, so that moving ends before there are too many again. */
const MOVES_PER_ID = 2
const MOVES_AT_LEAST = 256

/** What was written of some messages. */
export interface Appended {
  /** To be done when it is committed. */
  readonly apply: readonly (() => void)[]
  /** The positions of those that their lane had seen. */
  readonly repeated: readonly number[]
}

/** Writes new messages to the end of their lanes. */
export class Appender {
  readonly #tables: Tables
  readonly #insert: Statement

  constructor(tables: Tables) {
    this.#tables = tables
    this.#insert = tables.sql.prepare(
      'INSERT INTO blocks (first, count, headers, encoding, bodies) VALUES (?, ?, ?, ?, ?)'
    )
  }

  /** Writes those messages that their lane has not seen. */
  append(messages: readonly NewMessage[]): Appended {
    const { ids, lanes } = this.#tables
    const apply: (() => void)[] = []
    const known = new Map<string, ReadonlySet<string>>()
    let written = 0
    for (const [name, ofLane] of groupByLane(messages)) {
      const lane = lanes.open(name)
      const once = eachIdOnce(ofLane)
      const seen = ids.seen({ lane: lane.number, ids: once.map(({ id }) => id) })
      const fresh = seen.size === 0 ? once : once.filter(({ id }) => !seen.has(id))
      known.set(name, seen)
      written += fresh.length
      if (fresh.length === 0) continue
      apply.push(...this.write(lane, fresh), ids.add({ lane: lane.number, ids: fresh.map(({ id }) => id) }))
    }
    apply.push(ids.merge(MOVES_AT_LEAST + MOVES_PER_ID * messages.length))
    // As good as always all are new: only otherwise is it worth finding out which are not.
    return { apply, repeated: written === messages.length ? [] : repeatedAmong(messages, known) }
  }

  /** Writes messages as part of a transaction; what it returns is for when it is committed. */
  write(lane: EmbeddedLane, messages: readonly NewMessage[]): readonly (() => void)[] {
    const change = this.#tables.laneChanges.of(lane)
    return cutIntoBlocks(messages).map((block) => {
      const { headers, encoding, bodies, lengths } = encodeBlock(block)
      const first = change.end
      this.#insert.run(lane.placeOf(first), block.length, headers, encoding, bodies)
      change.end += block.length
      change.size += block.length
      return () => lane.fresh.keep(first, block, lengths)
    })
  }
}

/** Of several messages with one id, the first. */
function eachIdOnce(messages: readonly NewMessage[]): readonly NewMessage[] {
  const ids = new Set<string>()
  const once: NewMessage[] = []
  for (const message of messages) {
    if (ids.has(message.id)) continue
    ids.add(message.id)
    once.push(message)
  }
  return once
}

/** The positions of messages whose id is known in their lane, or came earlier in the list. */
function repeatedAmong(
  messages: readonly NewMessage[],
  known: ReadonlyMap<string, ReadonlySet<string>>
): readonly number[] {
  const met = new Map(Array.from(known, ([lane, ids]) => [lane, new Set(ids)]))
  const repeated: number[] = []
  for (const [position, { lane, id }] of messages.entries()) {
    const ids = met.get(lane)
    if (ids?.has(id) === true) repeated.push(position)
    ids?.add(id)
  }
  return repeated
}

function groupByLane(messages: readonly NewMessage[]): ReadonlyMap<string, readonly NewMessage[]> {
  const groups = new Map<string, NewMessage[]>()
  for (const message of messages) {
    const group = groups.get(message.lane)
    if (group === undefined) groups.set(message.lane, [message])
    else group.push(message)
  }
  return groups
}
