import { QueueStoreError } from '../queue-store-error'
import { EmbeddedLane, type LaneRow } from './embedded-lane'
import { MAXIMUM_LANES } from './schema'
import { numberOf, textOf, type Sql, type Statement } from './sql'

/** The lanes of a file, by name and by number. */
export class Lanes {
  readonly #byName = new Map<string, EmbeddedLane>()
  readonly #byNumber = new Map<number, EmbeddedLane>()
  readonly #access: ReturnType<typeof EmbeddedLane.prepare>
  readonly #insert: Statement

  constructor(sql: Sql) {
    this.#access = EmbeddedLane.prepare(sql)
    this.#insert = sql.prepare('INSERT INTO lanes (lane, name, next, size) VALUES (?, ?, 0, 0)')
    for (const [number, name, end, size] of sql.prepare('SELECT lane, name, next, size FROM lanes').rows()) {
      this.#add({
        number: numberOf(number),
        name: textOf(JSON.parse(textOf(name))),
        end: numberOf(end),
        size: numberOf(size)
      })
    }
  }

  find(name: string): EmbeddedLane | undefined {
    return this.#byName.get(name)
  }

  /** Creates a lane that is not there; not inside of a transaction, which might be undone. */
  open(name: string): EmbeddedLane {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const number = this.#byNumber.size
    if (number > MAXIMUM_LANES)
      throw new QueueStoreError('FAILED', `A queue file has room for ${MAXIMUM_LANES} lanes: use several files.`)
    this.#insert.run(number, JSON.stringify(name))
    return this.#add({ number, name, end: 0, size: 0 })
  }

  ofNumber(number: number): EmbeddedLane {
    const lane = this.#byNumber.get(number)
    if (lane === undefined) throw Object.assign(new Error(`lane ${number} is missing`), { code: 'SQLITE_CORRUPT' })
    return lane
  }

  all(): Iterable<EmbeddedLane> {
    return this.#byName.values()
  }

  #add(row: LaneRow): EmbeddedLane {
    const lane = new EmbeddedLane(row, this.#access)
    this.#byName.set(lane.name, lane)
    this.#byNumber.set(lane.number, lane)
    return lane
  }
}
