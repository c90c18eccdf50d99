import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ExpireWish, LeaseWish, Message, OutcomeRecord, OutcomeWish } from '../queue-store'
import { compactFile } from './compact-file'
import { describeFailure, isDiskFull } from './describe-failure'
import { createDiskRoom, type RoomLimits } from './disk-room'
import { EmbeddedState } from './embedded-state'
import { GroupCommit, type Group } from './group-commit'
import { openDatabase, type Database } from './open-database'
import { openTables, type Tables } from './tables'
import { WalFlush } from './wal-flush'

/** Opens the file of a queue, with what it holds. */
export async function openFile(path: string, limits: RoomLimits = {}): Promise<QueueFile> {
  const database = openDatabase(path)
  try {
    return new QueueFile(database, openTables(database), { flush: await WalFlush.open(path), limits })
  } catch (error) {
    database.close()
    throw describeFailure(path, error)
  }
}

/** What takes several commits, or has to wait until the disk has it. */
export class QueueFile {
  readonly tables: Tables
  readonly state: EmbeddedState
  readonly group: GroupCommit
  readonly #database: Database
  readonly #flush: WalFlush
  /** Calls under way that do not go through the group. */
  readonly #others = new Set<Promise<unknown>>()

  constructor(
    database: Database,
    tables: Tables,
    { flush, limits }: { readonly flush: WalFlush; readonly limits: RoomLimits }
  ) {
    this.tables = tables
    this.state = new EmbeddedState(tables)
    this.group = new GroupCommit({
      room: createDiskRoom(database.path, database.sql, limits),
      write: (group) => this.#write(group),
      flush: () => flush.flush()
    })
    this.#database = database
    this.#flush = flush
  }

  async lease(wish: LeaseWish): Promise<readonly Message[]> {
    for (;;) {
      const messages = this.state.lease(wish)
      if (messages !== undefined) return messages
      await nextTurn()
    }
  }

  /** Finds outcomes a stretch at a time, so that others get their turn. */
  async findOutcomes(wish: OutcomeWish): Promise<readonly OutcomeRecord[]> {
    const found: OutcomeRecord[] = []
    if (wish.maximum <= 0) return found
    for (const some of this.tables.outcomes.find(wish)) {
      for (const outcome of some) found.push(outcome)
      if (found.length >= wish.maximum) break
      await nextTurn()
    }
    return found.slice(0, wish.maximum)
  }

  expire(wish: ExpireWish): Promise<number> {
    return this.durably(async () => {
      let total = 0
      for (;;) {
        const { count, isOver } = this.state.expire(wish)
        total += count
        if (isOver) return total
        await nextTurn()
      }
    })
  }

  compact(settledBefore: number, signal?: AbortSignal): Promise<void> {
    return this.durably(() => compactFile(this.tables, settledBefore, signal))
  }

  /** Answers when what was done is on disk. */
  durably<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#workThenFlush(work)
    this.#others.add(done)
    const forget = (): void => void this.#others.delete(done)
    done.then(forget, forget)
    return done
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#others)
    await this.group.idle()
    await this.#flush.close()
    this.#database.close()
  }

  #write(group: Group): readonly number[] {
    try {
      return this.state.write(group)
    } catch (error) {
      if (isDiskFull(error)) this.#shortenLog()
      throw error
    }
  }

  /** On a small disk, what the log holds twice may be all the room there is. */
  #shortenLog(): void {
    try {
      this.#database.sql.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    } catch (error) {
      // Nor has the file room to grow: it stays as it is until somebody makes room.
      if (!isDiskFull(error)) throw error
    }
  }

  async #workThenFlush<T>(work: () => T | Promise<T>): Promise<T> {
    const answer = await work()
    await this.#flush.flush()
    return answer
  }
}
