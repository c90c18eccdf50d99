import type { Database } from './open-database'
import { DeadLetters } from './dead-letters'
import { LaneChanges } from './lane-changes'
import { Lanes } from './lanes'
import { OutcomeLog } from './outcome-log'
import { Removals } from './removals'
import { SeenIds } from './seen-ids'
import type { Sql } from './sql'
import { TriedTable } from './tried-table'

/** The file by its parts. */
export interface Tables {
  readonly sql: Sql
  readonly lanes: Lanes
  readonly laneChanges: LaneChanges
  readonly removals: Removals
  readonly tried: TriedTable
  readonly ids: SeenIds
  readonly outcomes: OutcomeLog
  readonly deadLetters: DeadLetters
}

export function openTables({ sql }: Database): Tables {
  const lanes = new Lanes(sql)
  return {
    sql,
    lanes,
    laneChanges: new LaneChanges(sql),
    removals: new Removals(sql),
    tried: new TriedTable(sql, lanes),
    ids: new SeenIds(sql),
    outcomes: new OutcomeLog(sql),
    deadLetters: new DeadLetters(sql, lanes)
  }
}

/** Work on several parts at a time, all or nothing; in memory it is done when it is on disk. */
export function change({ sql, laneChanges, removals }: Tables, work: () => readonly (() => void)[]): void {
  try {
    sql.transaction(() => {
      const apply = [...work(), removals.write(), laneChanges.write()]
      return () => apply.forEach((one) => one())
    })
  } finally {
    laneChanges.clear()
    removals.clear()
  }
}
