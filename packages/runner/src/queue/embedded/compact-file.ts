import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ForgettableRow } from './outcome-log'
import { numberOf } from './sql'
import { change, type Tables } from './tables'

const IDS_AT_ONCE = 1000
const PAGES_AT_ONCE = 128

/** Forgets what is old and gives free pages back, in steps, so that others get their turn in between. */
export async function compactFile(tables: Tables, settledBefore: number): Promise<void> {
  await moveIds(tables)
  let last = 0
  for (;;) {
    const rows = tables.outcomes.after(last, settledBefore)
    if (rows.length === 0) break
    last = rows.at(-1)?.number ?? last
    for (const row of rows) if (row.isOld) await forget(tables, row)
    await nextTurn()
  }
  await freePages(tables)
}

async function forget(tables: Tables, row: ForgettableRow): Promise<void> {
  // Ids that came since the last step may be among those to forget.
  while (!tables.ids.isMerged) change(tables, () => [tables.ids.merge(Infinity, 1)])
  change(tables, () => {
    for (const ids of row.ids) tables.ids.forget(ids)
    tables.outcomes.forget(row)
    return []
  })
  await nextTurn()
}

async function moveIds(tables: Tables): Promise<void> {
  while (!tables.ids.isMerged) {
    change(tables, () => [tables.ids.merge(IDS_AT_ONCE, 1)])
    await nextTurn()
  }
}

async function freePages({ sql }: Tables): Promise<void> {
  const count = sql.prepare('PRAGMA freelist_count')
  for (let left = Infinity; left > 0;) {
    sql.exec(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`)
    const free = numberOf(count.row()?.[0])
    // Others may have freed pages meanwhile, and the last ones may not be ours to give: stop when it helps no more.
    if (free >= left) break
    left = free
    await nextTurn()
  }
  sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}
