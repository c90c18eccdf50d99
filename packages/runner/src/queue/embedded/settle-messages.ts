import type { OutcomeRecord, Settlement } from '../queue-store'
import type { Tried } from '../tried'
import type { StoredHeader } from './block'
import type { EmbeddedLane } from './embedded-lane'
import type { LaneIds } from './seen-ids'
import type { Tables } from './tables'

type Kind<K extends Settlement['kind']> = Extract<Settlement, { kind: K }>

interface Settled<S extends Settlement> {
  readonly lane: EmbeddedLane
  readonly tried: Tried<StoredHeader>
  readonly settlement: S
}

interface LogRow {
  readonly settledAt: number
  readonly ids: Map<number, string[]>
  readonly outcomes: OutcomeRecord[]
}

/** Writes what came of messages that were handed out. */
export class Settler {
  readonly #tables: Tables
  readonly #apply: (() => void)[] = []
  readonly #finished: { readonly lane: EmbeddedLane; readonly header: StoredHeader }[] = []
  readonly #unstarted: number[] = []
  readonly #log: LogRow[] = []

  private constructor(tables: Tables) {
    this.#tables = tables
  }

  static settle(tables: Tables, settlements: readonly Settlement[]): readonly (() => void)[] {
    const settler = new Settler(tables)
    for (const one of lastWords(tables, settlements)) settler.#settle(one)
    return settler.#finish()
  }

  #settle({ lane, tried, settlement }: Settled<Settlement>): void {
    switch (settlement.kind) {
      case 'done':
        return this.#done({ lane, tried, settlement })
      case 'dead-letter':
        return this.#setAside({ lane, tried, settlement })
      case 'retry':
        return this.#retry({ lane, tried, settlement })
      case 'release':
        return this.#release({ lane, tried, settlement })
    }
  }

  #done({ lane, tried, settlement }: Settled<Kind<'done'>>): void {
    const row = this.#rowOf(settlement.settledAt)
    const ids = row.ids.get(lane.number)
    if (ids === undefined) row.ids.set(lane.number, [settlement.id])
    else ids.push(settlement.id)
    row.outcomes.push(...settlement.outcomes)
    this.#remove(lane, tried)
  }

  #setAside({ lane, tried, settlement }: Settled<Kind<'dead-letter'>>): void {
    const { reason, settledAt, outcomes, delivered } = settlement
    const how = { reason, attempts: tried.attempts, setAsideAt: settledAt, delivered }
    this.#tables.deadLetters.write(lane, tried.header, how)
    this.#rowOf(settledAt).outcomes.push(...outcomes)
    this.#apply.push(() => (lane.deadLetters += 1))
    this.#remove(lane, tried)
  }

  #retry({ lane, tried, settlement }: Settled<Kind<'retry'>>): void {
    const { header } = tried
    const unknown = tried.unknown || settlement.unknown === true
    const moved = this.#tables.tried.retry(lane, { ...tried, unknown }, settlement)
    if (moved !== header) this.#tables.removals.add(lane, header)
    this.#unstart(lane, tried)
    this.#apply.push(() => {
      tried.header = moved
      tried.reason = settlement.reason
      tried.unknown = unknown
      lane.order.putBack(tried, settlement.dueAt)
    })
  }

  #release({ lane, tried }: Settled<Kind<'release'>>): void {
    if (tried.lease === undefined) return
    if (tried.unknown) this.#tables.tried.start(new Map([[tried.attempts - 1, [lane.placeOf(tried.header.sequence)]]]))
    else this.#unstart(lane, tried)
    this.#apply.push(() => lane.order.release(tried))
  }

  #remove(lane: EmbeddedLane, tried: Tried<StoredHeader>): void {
    this.#unstart(lane, tried)
    this.#tables.removals.add(lane, tried.header)
    this.#tables.laneChanges.of(lane).size -= 1
    this.#finished.push({ lane, header: tried.header })
  }

  #unstart(lane: EmbeddedLane, { header, started, unknown }: Tried<StoredHeader>): void {
    if (started || unknown) this.#unstarted.push(lane.placeOf(header.sequence))
  }

  /** Rows follow each other in the order of settling: a new one begins whenever the time changes. */
  #rowOf(settledAt: number): LogRow {
    const last = this.#log.at(-1)
    if (last?.settledAt === settledAt) return last
    const row: LogRow = { settledAt, ids: new Map(), outcomes: [] }
    this.#log.push(row)
    return row
  }

  #finish(): readonly (() => void)[] {
    this.#tables.tried.unstart(this.#unstarted)
    for (const { settledAt, ids, outcomes } of this.#log)
      this.#tables.outcomes.write({ settledAt, ids: toLaneIds(ids), outcomes })
    const finish = (): void => this.#finished.forEach(({ lane, header }) => lane.order.finish(header))
    return [...this.#apply, finish]
  }
}

function toLaneIds(ids: ReadonlyMap<number, readonly string[]>): readonly LaneIds[] {
  return [...ids].map(([lane, ofLane]) => ({ lane, ids: ofLane }))
}

/** What counts if a message is settled several times at once: the first final word, or else the last. */
function lastWords({ lanes }: Tables, settlements: readonly Settlement[]): Iterable<Settled<Settlement>> {
  const words = new Map<Tried<StoredHeader>, Settled<Settlement>>()
  for (const settlement of settlements) {
    const lane = lanes.find(settlement.lane)
    const tried = lane?.order.find(settlement.id)
    if (lane === undefined || tried?.handedOut !== true) continue
    const before = words.get(tried)?.settlement.kind
    if (before === 'done' || before === 'dead-letter') continue
    if (before === 'retry' && settlement.kind === 'release') continue
    words.set(tried, { lane, tried, settlement })
  }
  return words.values()
}
