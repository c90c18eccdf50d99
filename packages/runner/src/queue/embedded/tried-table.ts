import { newlyTried, type Tried } from '../tried'
import { decodeHeader, encodeHeader, type StoredHeader } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { Lanes } from './lanes'
import { LANE_SPAN } from './schema'
import { numberOf, textOf, type Sql, type Statement } from './sql'

/** What has to be known of messages that were tried, should the process end. */
export class TriedTable {
  readonly #insertRetry: Statement
  readonly #updateRetry: Statement
  readonly #start: Statement
  readonly #unstart: Statement
  /** How many messages a former process left without our knowing what came of them. */
  readonly unknown: number

  constructor(sql: Sql, lanes: Lanes) {
    this.#insertRetry = sql.prepare(
      'INSERT INTO retries (place, due_at, attempts, unknown, header, encoding, body) VALUES (?, ?, ?, ?, ?, ?, ?)'
    )
    this.#updateRetry = sql.prepare(
      'UPDATE retries SET due_at = ?, attempts = ?, unknown = ?, header = ? WHERE place = ?'
    )
    this.#start = sql.prepare('INSERT OR REPLACE INTO started (place, attempts) SELECT value, ? FROM json_each(?)')
    this.#unstart = sql.prepare('DELETE FROM started WHERE place IN (SELECT value FROM json_each(?))')
    readGone(sql, lanes)
    const retries = readRetries(sql, lanes)
    readStarted(sql, lanes, retries)
    for (const [place, tried] of retries) laneOf(lanes, place).order.restore(tried)
    this.unknown = [...retries.values()].filter(({ unknown }) => unknown).length
  }

  /** Messages that are about to be sent, by how often they were handed out. */
  start(byAttempts: ReadonlyMap<number, readonly number[]>): void {
    for (const [attempts, places] of byAttempts) this.#start.run(attempts, JSON.stringify(places))
  }

  unstart(places: readonly number[]): void {
    if (places.length > 0) this.#unstart.run(JSON.stringify(places))
  }

  /** Keeps a message by itself until it is due again; what it returns is where it is then. */
  retry(lane: EmbeddedLane, tried: Tried<StoredHeader>, { dueAt, reason }: Retry): StoredHeader {
    const { header, attempts } = tried
    const place = lane.placeOf(header.sequence)
    const unknown = tried.unknown ? 1 : 0
    const text = encodeHeader(header, reason)
    if (header.block === undefined) {
      this.#updateRetry.run(dueAt, attempts, unknown, text, place)
      return header
    }
    const { encoding, bytes } = lane.body(header)
    this.#insertRetry.run(place, dueAt, attempts, unknown, text, encoding, bytes)
    return { ...header, block: undefined, offset: 0 }
  }
}

interface Retry {
  readonly dueAt: number
  readonly reason: string
}

function laneOf(lanes: Lanes, place: number): EmbeddedLane {
  return lanes.ofNumber(Math.floor(place / LANE_SPAN))
}

function readGone(sql: Sql, lanes: Lanes): void {
  for (const [value] of sql.prepare('SELECT place FROM gone ORDER BY place').rows()) {
    const place = numberOf(value)
    const lane = laneOf(lanes, place)
    const first = lane.blockOf(place % LANE_SPAN)
    const gone = lane.gone.get(first)
    if (gone === undefined) lane.gone.set(first, new Set([place % LANE_SPAN]))
    else gone.add(place % LANE_SPAN)
  }
}

function readRetries(sql: Sql, lanes: Lanes): Map<number, Tried<StoredHeader>> {
  const retries = new Map<number, Tried<StoredHeader>>()
  const rows = sql.prepare('SELECT place, due_at, attempts, unknown, header FROM retries ORDER BY place').rows()
  for (const [value, dueAt, attempts, unknown, text] of rows) {
    const place = numberOf(value)
    laneOf(lanes, place)
    retries.set(place, {
      ...decodeHeader(place % LANE_SPAN, textOf(text)),
      lease: undefined,
      dueAt: numberOf(dueAt),
      attempts: numberOf(attempts),
      handedOut: false,
      started: false,
      unknown: unknown === 1
    })
  }
  return retries
}

function readStarted(sql: Sql, lanes: Lanes, retries: Map<number, Tried<StoredHeader>>): void {
  for (const [value, attempts] of sql.prepare('SELECT place, attempts FROM started').rows()) {
    const place = numberOf(value)
    const header = retries.get(place)?.header ?? laneOf(lanes, place).next(place % LANE_SPAN)
    if (header?.sequence !== place % LANE_SPAN) continue
    const known = retries.get(place)
    const tried = known ?? newlyTried(header)
    retries.set(place, { ...tried, attempts: numberOf(attempts), unknown: true })
  }
}
