import type { EmbeddedLane } from './embedded-lane'
import type { Sql, Statement } from './sql'

interface LaneChange {
  end: number
  size: number
}

/** Writes how long lanes are and how much they hold, once per transaction. */
export class LaneChanges {
  readonly #update: Statement
  #changes = new Map<EmbeddedLane, LaneChange>()

  constructor(sql: Sql) {
    this.#update = sql.prepare('UPDATE lanes SET next = ?, size = ? WHERE lane = ?')
  }

  /** What a lane is to be like when the transaction is over. */
  of(lane: EmbeddedLane): LaneChange {
    const known = this.#changes.get(lane)
    if (known !== undefined) return known
    const change = { end: lane.end, size: lane.size }
    this.#changes.set(lane, change)
    return change
  }

  write(): () => void {
    const changes = this.#changes
    for (const [lane, { end, size }] of changes) this.#update.run(end, size, lane.number)
    return () => {
      for (const [lane, { end, size }] of changes) {
        lane.end = end
        lane.size = size
      }
    }
  }

  clear(): void {
    this.#changes = new Map()
  }
}
