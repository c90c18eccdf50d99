import type { DeadLetter, DeadLetterWish, MessageId } from '../queue-store'
import { namesOf, type StoredHeader } from './block'
import { isEncoding } from './body-text'
import type { StoredBody } from './body-cache'
import type { EmbeddedLane } from './embedded-lane'
import type { Lanes } from './lanes'
import { bytesOf, listOf, numberOf, textOf, type Sql, type Statement } from './sql'

/** Why and when a message is set aside. */
export interface SettingAside {
  readonly reason: string
  readonly attempts: number
  readonly setAsideAt: number
  /** @default what the message carried */
  readonly delivered?: readonly string[] | undefined
}

const COLUMNS = 'position, lane, header, encoding, body'

/** Messages set aside. */
export class DeadLetters {
  readonly #lanes: Lanes
  readonly #insert: Statement
  readonly #page: Statement
  readonly #pageOfLane: Statement
  readonly #find: Statement
  readonly #delete: Statement
  #last: number

  constructor(sql: Sql, lanes: Lanes) {
    this.#lanes = lanes
    this.#insert = sql.prepare(
      'INSERT INTO dead_letters (position, lane, id, header, encoding, body) VALUES (?, ?, ?, ?, ?, ?)'
    )
    this.#page = sql.prepare(`SELECT ${COLUMNS} FROM dead_letters WHERE position > ? ORDER BY position LIMIT ?`)
    this.#pageOfLane = sql.prepare(
      `SELECT ${COLUMNS} FROM dead_letters WHERE lane = ? AND position > ? ORDER BY position LIMIT ?`
    )
    this.#find = sql.prepare(`SELECT ${COLUMNS} FROM dead_letters WHERE lane = ? AND id = ?`)
    this.#delete = sql.prepare('DELETE FROM dead_letters WHERE position IN (SELECT value FROM json_each(?))')
    // The table remembers the last position it gave, even if the letter is gone.
    const last = sql.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'dead_letters'").row()
    this.#last = last === undefined ? 0 : numberOf(last[0])
    for (const [lane, count] of sql.prepare('SELECT lane, count(*) FROM dead_letters GROUP BY lane').rows())
      lanes.ofNumber(numberOf(lane)).deadLetters = numberOf(count)
  }

  /** Says at which position. */
  write(lane: EmbeddedLane, header: StoredHeader, how: SettingAside): number {
    const { id, key, acceptedAt } = header
    const { encoding, bytes }: StoredBody = lane.body(header)
    const delivered = how.delivered ?? header.delivered
    const text = JSON.stringify([id, key, acceptedAt, how.reason, how.attempts, how.setAsideAt, delivered])
    this.#last += 1
    this.#insert.run(this.#last, lane.number, JSON.stringify(id), text, encoding, bytes)
    return this.#last
  }

  list({ lane: name, maximum, after = 0 }: DeadLetterWish): readonly DeadLetter[] {
    const limit = Math.max(0, maximum)
    if (name === undefined) return this.#page.rows(after, limit).map((row) => this.#toLetter(row))
    const lane = this.#lanes.find(name)
    return lane === undefined ? [] : this.#pageOfLane.rows(lane.number, after, limit).map((row) => this.#toLetter(row))
  }

  /** Those of some messages that were set aside, in the order in which they were. */
  find(messages: readonly MessageId[]): readonly DeadLetter[] {
    const found = new Map<number, DeadLetter>()
    for (const { lane: name, id } of messages) {
      const lane = this.#lanes.find(name)
      const row = lane === undefined ? undefined : this.#find.row(lane.number, JSON.stringify(id))
      const letter = row === undefined ? undefined : this.#toLetter(row)
      if (letter !== undefined) found.set(letter.position, letter)
    }
    return [...found.values()].toSorted((first, second) => first.position - second.position)
  }

  delete(letters: readonly DeadLetter[]): void {
    this.#delete.run(JSON.stringify(letters.map(({ position }) => position)))
  }

  #toLetter([position, lane, header, encoding, body]: readonly unknown[]): DeadLetter {
    const [id, key, acceptedAt, reason, attempts, setAsideAt, delivered] = listOf(JSON.parse(textOf(header)))
    return {
      lane: this.#lanes.ofNumber(numberOf(lane)).name,
      id: textOf(id),
      key: textOf(key),
      body: bytesOf(body).toString(isEncoding(encoding) ? encoding : 'utf8'),
      acceptedAt: numberOf(acceptedAt),
      reason: textOf(reason),
      attempts: numberOf(attempts),
      setAsideAt: numberOf(setAsideAt),
      delivered: namesOf(delivered),
      position: numberOf(position)
    }
  }
}
