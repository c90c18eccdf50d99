import type { NewMessage } from '../queue-store'
import { cutIntoBlocks, encodeBlock } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { Statement } from './sql'
import type { Tables } from './tables'

/** For every new id so many older ones are moved, so that moving ends before there are too many again. */
const MOVES_PER_ID = 2
const MOVES_AT_LEAST = 256

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
  append(messages: readonly NewMessage[]): readonly (() => void)[] {
    const { ids, lanes } = this.#tables
    const apply: (() => void)[] = []
    for (const [name, ofLane] of groupByLane(messages)) {
      const lane = lanes.open(name)
      const byId = new Map(ofLane.toReversed().map((message) => [message.id, message]))
      const unseen = ids.unseen({ lane: lane.number, ids: [...byId.keys()] })
      const fresh = ofLane.filter((message) => unseen.has(message.id) && byId.get(message.id) === message)
      if (fresh.length === 0) continue
      this.write(lane, fresh)
      apply.push(ids.add({ lane: lane.number, ids: fresh.map(({ id }) => id) }))
    }
    return [...apply, ids.merge(MOVES_AT_LEAST + MOVES_PER_ID * messages.length)]
  }

  write(lane: EmbeddedLane, messages: readonly NewMessage[]): void {
    const change = this.#tables.laneChanges.of(lane)
    for (const block of cutIntoBlocks(messages)) {
      const { headers, encoding, bodies } = encodeBlock(block)
      this.#insert.run(lane.placeOf(change.end), block.length, headers, encoding, bodies)
      change.end += block.length
      change.size += block.length
    }
  }
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
