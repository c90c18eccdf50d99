import type { StoredHeader } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { Sql, Statement } from './sql'

interface BlockRemovals {
  readonly lane: EmbeddedLane
  readonly first: number
  readonly count: number
  readonly sequences: number[]
}

/** Takes messages from where they lie: a block goes when all of its messages are gone, until then they are marked. */
export class Removals {
  readonly #deleteBlocks: Statement
  readonly #unmark: Statement
  readonly #mark: Statement
  readonly #deleteRetries: Statement
  #blocks = new Map<number, BlockRemovals>()
  #retries: number[] = []

  constructor(sql: Sql) {
    this.#deleteBlocks = sql.prepare('DELETE FROM blocks WHERE first IN (SELECT value FROM json_each(?))')
    this.#unmark = sql.prepare('DELETE FROM gone WHERE place >= ? AND place < ?')
    this.#mark = sql.prepare('INSERT INTO gone (place) SELECT value FROM json_each(?)')
    this.#deleteRetries = sql.prepare('DELETE FROM retries WHERE place IN (SELECT value FROM json_each(?))')
  }

  add(lane: EmbeddedLane, { sequence, block }: StoredHeader): void {
    if (block === undefined) {
      this.#retries.push(lane.placeOf(sequence))
      return
    }
    const place = lane.placeOf(block.first)
    const known = this.#blocks.get(place)
    if (known === undefined) this.#blocks.set(place, { lane, ...block, sequences: [sequence] })
    else known.sequences.push(sequence)
  }

  write(): () => void {
    const removals = [...this.#blocks.values()]
    if (this.#retries.length > 0) this.#deleteRetries.run(JSON.stringify(this.#retries))
    const emptied = removals.filter((removal) => isEmptied(removal))
    if (emptied.length > 0)
      this.#deleteBlocks.run(JSON.stringify(emptied.map(({ lane, first }) => lane.placeOf(first))))
    for (const { lane, first, count } of emptied)
      if (lane.gone.has(first)) this.#unmark.run(lane.placeOf(first), lane.placeOf(first + count))
    const kept = removals.filter((removal) => !isEmptied(removal))
    if (kept.length > 0)
      this.#mark.run(JSON.stringify(kept.flatMap(({ lane, sequences }) => sequences.map((one) => lane.placeOf(one)))))
    return () => {
      for (const { lane, first } of emptied) lane.forget(first)
      for (const { lane, first, sequences } of kept)
        lane.gone.set(first, new Set([...(lane.gone.get(first) ?? []), ...sequences]))
    }
  }

  clear(): void {
    this.#blocks = new Map()
    this.#retries = []
  }
}

function isEmptied({ lane, first, count, sequences }: BlockRemovals): boolean {
  return (lane.gone.get(first)?.size ?? 0) + sequences.length === count
}
