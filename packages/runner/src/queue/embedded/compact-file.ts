import { setImmediate as nextTurn } from 'node:timers/promises'
import type { IdRow } from './outcome-log'
import type { LaneIds } from './seen-ids'
import { numberOf } from './sql'
import { change, type Tables } from './tables'

const IDS_AT_ONCE = 1000
const PAGES_AT_ONCE = 128
/** So many ids are looked for together, in their order: random places are slow, see seen-ids.ts. */
const IDS_IN_ORDER = 65_536

/** Forgets what is old and gives free pages back, in steps, so that others get their turn in between. */
export async function compactFile(tables: Tables, settledBefore: number, signal?: AbortSignal): Promise<void> {
  const steps = compactInSteps(tables, settledBefore)
  for (;;) {
    if (signal?.aborted === true || steps.next().done === true) return
    await nextTurn()
  }
}

/** What is done between two steps is whole: it may end after any. */
function* compactInSteps(tables: Tables, settledBefore: number): Generator<void> {
  yield* sortIds(tables)
  let last = 0
  for (;;) {
    const rows = takeRows(tables, last)
    if (rows.length === 0) break
    last = rows.at(-1)?.number ?? last
    yield
    yield* forget(
      tables,
      rows.filter(({ settledAt }) => settledAt < settledBefore)
    )
  }
  yield* freePages(tables)
  tables.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/** Moves all ids to the sorted ones: only there they can be forgotten. */
function* sortIds(tables: Tables): Generator<void> {
  while (tables.ids.unsorted > IDS_AT_ONCE) {
    change(tables, () => [tables.ids.merge(IDS_AT_ONCE, 1)])
    yield
  }
  while (tables.ids.unsorted > 0) change(tables, () => [tables.ids.merge(Infinity, 1)])
}

function takeRows({ outcomes }: Tables, after: number): readonly IdRow[] {
  const rows: IdRow[] = []
  let count = 0
  for (const row of outcomes.idRows(after)) {
    rows.push(row)
    for (const { ids } of row.ids) count += ids.length
    if (count >= IDS_IN_ORDER) break
  }
  return rows
}

function* forget(tables: Tables, rows: readonly IdRow[]): Generator<void> {
  for (const row of inOrderOfIds(tables, rows)) {
    change(tables, () => {
      for (const ids of row.ids) tables.ids.forget(ids)
      tables.outcomes.forget(row)
      return []
    })
    yield
  }
}

/**
 * Writes rows anew, without their outcomes, so that each holds ids that are forgotten together. A row that outlived its
 * ids would have them forgotten again later, when they may have come again.
 */
function inOrderOfIds(tables: Tables, rows: readonly IdRow[]): readonly IdRow[] {
  const last = rows.at(-1)
  if (last === undefined) return []
  const { settledAt } = last
  const ordered: IdRow[] = []
  change(tables, () => {
    for (const row of rows) tables.outcomes.forget(row)
    for (const ids of cut(joinLanes(rows.flatMap((row) => row.ids))))
      ordered.push({ number: tables.outcomes.write({ settledAt, ids: [ids], outcomes: [] }), settledAt, ids: [ids] })
    return []
  })
  return ordered
}

function* cut(parts: readonly LaneIds[]): Generator<LaneIds> {
  for (const { lane, ids } of parts)
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE)
      yield { lane, ids: ids.slice(start, start + IDS_AT_ONCE) }
}

function joinLanes(parts: readonly LaneIds[]): readonly LaneIds[] {
  const lanes = new Map<number, string[]>()
  for (const { lane, ids } of parts) {
    const known = lanes.get(lane)
    if (known === undefined) lanes.set(lane, [...ids])
    else for (const id of ids) known.push(id)
  }
  return [...lanes].map(([lane, ids]) => ({ lane, ids: ids.toSorted() }))
}

function* freePages({ sql }: Tables): Generator<void> {
  const count = sql.prepare('PRAGMA freelist_count')
  for (let left = Infinity; left > 0;) {
    sql.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`)
    const free = numberOf(count.row()?.[0])
    // Others may have freed pages meanwhile, and the last ones may not be ours to give: stop when it helps no more.
    if (free >= left) break
    left = free
    yield
  }
}
