import { isWished } from '../pick-outcomes'
import type { OutcomeRecord, OutcomeWish } from '../queue-store'
import type { LaneIds } from './seen-ids'
import { decodeOutcomes, encodeOutcomes } from './outcome-text'
import { listOf, numberOf, textOf, type Sql, type Statement } from './sql'

/** What was settled at one point in time. */
export interface SettledRow {
  readonly settledAt: number
  readonly ids: readonly LaneIds[]
  readonly outcomes: readonly OutcomeRecord[]
}

export interface IdRow {
  readonly number: number
  readonly settledAt: number
  readonly ids: readonly LaneIds[]
}

/** So many rows are looked through in one go; then others get their turn. */
const ROWS_AT_ONCE = 200

/** A row may hold thousands of outcomes: so many are read in one go, or a row more. */
const OUTCOMES_AT_ONCE = 2000

/**
 * Outcomes and ids of what was settled, in the order of settling. There is no index: one would cost every message more
 * than it saves the rare question, which looks for text in many outcomes at a time.
 */
export class OutcomeLog {
  readonly #insert: Statement
  readonly #find: Statement
  readonly #first: Statement
  readonly #oldest: Statement
  readonly #delete: Statement
  #last: number

  constructor(sql: Sql) {
    this.#insert = sql.prepare('INSERT INTO settled (number, settled_at, ids, outcomes) VALUES (?, ?, ?, ?)')
    this.#find = sql.prepare(
      `SELECT outcomes FROM settled WHERE number > ? AND number <= ?
       AND instr(outcomes, ?) AND instr(outcomes, ?) AND instr(outcomes, ?) AND instr(outcomes, ?) ORDER BY number DESC`
    )
    this.#first = sql.prepare('SELECT coalesce(min(number), 0) FROM settled')
    this.#oldest = sql.prepare('SELECT number, settled_at, ids FROM settled WHERE number > ? ORDER BY number LIMIT 20')
    this.#delete = sql.prepare('DELETE FROM settled WHERE number = ?')
    this.#last = numberOf(sql.prepare('SELECT coalesce(max(number), 0) FROM settled').row()?.[0])
  }

  /** Says under which number. */
  write({ settledAt, ids, outcomes }: SettledRow): number {
    this.#last += 1
    const lanes = ids.map((one) => [one.lane, one.ids])
    this.#insert.run(this.#last, settledAt, JSON.stringify(lanes), encodeOutcomes(outcomes))
    return this.#last
  }

  /** Finds outcomes, last first, a stretch at a time. */
  *find(wish: OutcomeWish): Generator<readonly OutcomeRecord[]> {
    const words = [wish.instance, wish.key, wish.messageId, wish.kind].map((word) => JSON.stringify(word ?? ''))
    const texts = words.map((word) => (word === '""' ? '' : word))
    const first = Math.max(1, numberOf(this.#first.row()?.[0]))
    for (let last = this.#last; last >= first; last -= ROWS_AT_ONCE) {
      const rows = this.#find.rows(last - ROWS_AT_ONCE, last, ...texts)
      let found: OutcomeRecord[] = []
      let read = 0
      for (const [text] of rows) {
        const outcomes = decodeOutcomes(textOf(text))
        for (const outcome of outcomes.toReversed()) if (isWished(wish, outcome)) found.push(outcome)
        read += outcomes.length
        if (read < OUTCOMES_AT_ONCE && found.length < wish.maximum) continue
        yield found
        found = []
        read = 0
      }
      yield found
    }
  }

  /** The ids of the rows after one, oldest first. */
  *idRows(after: number): Generator<IdRow> {
    let last = after
    for (;;) {
      const rows = this.#oldest.rows(last)
      if (rows.length === 0) return
      for (const [number, settledAt, ids] of rows) {
        last = numberOf(number)
        const lanes = listOf(JSON.parse(textOf(ids))).map((lane) => toLaneIds(listOf(lane)))
        yield { number: last, settledAt: numberOf(settledAt), ids: lanes }
      }
    }
  }

  forget({ number }: IdRow): void {
    this.#delete.run(number)
  }
}

function toLaneIds([lane, ids]: readonly unknown[]): LaneIds {
  return { lane: numberOf(lane), ids: listOf(ids).map(textOf) }
}
