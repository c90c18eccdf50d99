import { listOf, numberOf, textOf, type Sql, type Statement } from './sql'

/** Ids of one lane. */
export interface LaneIds {
  readonly lane: number
  readonly ids: readonly string[]
}

/** Ids that are being moved to the sorted ones, in their order. */
interface Merge {
  /** Of the last row that they are in. */
  readonly upTo: number
  readonly sets: ReadonlyMap<number, ReadonlySet<string>>
  readonly rest: readonly LaneIds[]
}

/** So many ids are kept in memory before they are moved. */
const RECENT = 32_768

/**
 * The ids that each lane has seen. An id is a random place in a sorted table, and writing thousands of random places of
 * a large table costs more than all else a message needs. So ids are written in the order they come and kept in memory
 * too, and moved to the sorted table many at a time, in its order: each of its pages is then written once for many ids.
 */
export class SeenIds {
  readonly #insert: Statement
  readonly #find: Statement
  readonly #insertSorted: Statement
  readonly #forgetRows: Statement
  readonly #forget: Statement
  #recent = new Map<number, Set<string>>()
  #count = 0
  #lastRow = 0
  /** The last row that is committed. */
  #rememberedRow = 0
  #merge: Merge | undefined
  /** Without any, nothing needs to be looked for among them. */
  #isAnySorted: boolean

  constructor(sql: Sql) {
    this.#insert = sql.prepare('INSERT INTO recent_ids (number, lane, ids) VALUES (?, ?, ?)')
    this.#find = sql.prepare(
      'SELECT key FROM json_each(?) WHERE EXISTS (SELECT 1 FROM ids WHERE lane = ? AND id = json_each.value)'
    )
    this.#insertSorted = sql.prepare('INSERT OR IGNORE INTO ids (lane, id) SELECT ?, value FROM json_each(?)')
    this.#forgetRows = sql.prepare('DELETE FROM recent_ids WHERE number <= ?')
    this.#forget = sql.prepare('DELETE FROM ids WHERE lane = ? AND id IN (SELECT value FROM json_each(?))')
    this.#isAnySorted = sql.prepare('SELECT 1 FROM ids LIMIT 1').row() !== undefined
    for (const [number, lane, ids] of sql.prepare('SELECT number, lane, ids FROM recent_ids ORDER BY number').rows()) {
      this.#lastRow = numberOf(number)
      this.#remember(this.#lastRow, { lane: numberOf(lane), ids: listOf(JSON.parse(textOf(ids))).map(textOf) })
    }
  }

  /** Those of some ids that their lane has seen. */
  seen({ lane, ids }: LaneIds): ReadonlySet<string> {
    const recent = this.#recent.get(lane)
    const moving = this.#merge?.sets.get(lane)
    const seen = new Set(ids.filter((id) => recent?.has(id) === true || moving?.has(id) === true))
    if (!this.#isAnySorted) return seen
    for (const [index] of this.#find.rows(JSON.stringify(ids), lane)) seen.add(ids[numberOf(index)] ?? '')
    return seen
  }

  /** Writes new ids as part of a transaction, and moves some older ones; what it returns is for when it is committed. */
  add(added: LaneIds): () => void {
    const number = (this.#lastRow += 1)
    this.#insert.run(number, added.lane, JSON.stringify(added.ids))
    return () => this.#remember(number, added)
  }

  /** Moves at most so many ids to the sorted ones, if there are enough to begin with. */
  merge(maximum: number, enough = RECENT): () => void {
    if (this.#merge === undefined && this.#count < enough) return () => undefined
    const merge = (this.#merge ??= this.#startMerge())
    const rest = this.#move(merge.rest, maximum)
    if (rest.length === 0) this.#forgetRows.run(merge.upTo)
    return () => {
      this.#merge = rest.length === 0 ? undefined : { ...merge, rest }
    }
  }

  /** How many are not among the sorted ones yet. */
  get unsorted(): number {
    return this.#count + (this.#merge?.rest.reduce((sum, { ids }) => sum + ids.length, 0) ?? 0)
  }

  /** Forgets ids; all have to be among the sorted ones. */
  forget({ lane, ids }: LaneIds): void {
    this.#forget.run(lane, JSON.stringify(ids))
  }

  #remember(row: number, { lane, ids }: LaneIds): void {
    let known = this.#recent.get(lane)
    if (known === undefined) this.#recent.set(lane, (known = new Set()))
    for (const id of ids) known.add(id)
    this.#count += ids.length
    this.#rememberedRow = row
  }

  #startMerge(): Merge {
    const sets = this.#recent
    const rest = [...sets].map(([lane, ids]) => ({ lane, ids: [...ids].toSorted() }))
    this.#recent = new Map()
    this.#count = 0
    return { upTo: this.#rememberedRow, sets, rest }
  }

  #move(rest: readonly LaneIds[], maximum: number): readonly LaneIds[] {
    let room = maximum
    const left: LaneIds[] = []
    for (const { lane, ids } of rest) {
      const now = ids.slice(0, room)
      if (now.length > 0) {
        this.#insertSorted.run(lane, JSON.stringify(now))
        this.#isAnySorted = true
      }
      if (now.length < ids.length) left.push({ lane, ids: ids.slice(now.length) })
      room -= now.length
    }
    return left
  }
}
