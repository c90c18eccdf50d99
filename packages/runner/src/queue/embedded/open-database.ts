import { closeSync, openSync } from 'node:fs'
import Libsql from 'libsql'
import { QueueStoreError } from '../queue-store-error'
import { describeFailure, isDiskFull } from './describe-failure'
import { APPLICATION, FORMAT, SCHEMA } from './schema'
import { createSql, numberOf, type Sql } from './sql'

export interface Database {
  readonly path: string
  readonly sql: Sql
  readonly close: () => void
}

const PAGE_BYTES = 8192

/** Opens the file of a queue for this process alone, or creates it. */
export function openDatabase(path: string): Database {
  try {
    createFile(path)
    const libsql = new Libsql(path)
    const sql = createSql(libsql)
    try {
      prepareFile(path, sql)
    } catch (error) {
      libsql.close()
      throw error
    }
    return { path, sql, close: () => close(libsql, sql) }
  } catch (error) {
    throw describeFailure(path, error)
  }
}

/** Events are about people: the file, and the log that the database makes like it, are for their owner only. */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600))
  } catch {
    // Why it cannot be opened is better said by the database.
  }
}

function prepareFile(path: string, sql: Sql): void {
  sql.exec('PRAGMA locking_mode = EXCLUSIVE')
  const isNew = readNumber(sql, 'SELECT count(*) FROM sqlite_master') === 0
  if (isNew) sql.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`)
  else refuseForeign(path, sql)
  sql.exec('PRAGMA journal_mode = WAL')
  sql.exec('PRAGMA cache_size = -16384')
  sql.exec('PRAGMA wal_autocheckpoint = 4000')
  // Written with a flush: what names the new files in their folder is flushed with them, once and for all.
  sql.exec('PRAGMA synchronous = FULL')
  sql.transaction(() => {
    sql.exec(isNew ? SCHEMA : `PRAGMA user_version = ${FORMAT}`)
    return () => undefined
  })
  // From here on the store flushes by itself, see wal-flush.ts.
  sql.exec('PRAGMA synchronous = NORMAL')
}

function refuseForeign(path: string, sql: Sql): void {
  if (readNumber(sql, 'PRAGMA application_id') !== APPLICATION)
    throw new QueueStoreError(
      'FOREIGN_FILE',
      `${path} is the database of another program: name another path, or move that file away.`
    )
  const format = readNumber(sql, 'PRAGMA user_version')
  if (format > FORMAT)
    throw new QueueStoreError(
      'NEWER_FORMAT',
      `The queue file ${path} was written by a newer version (format ${format}, known here: ${FORMAT}): update Waybill.`
    )
}

function readNumber(sql: Sql, text: string): number {
  return numberOf(sql.prepare(text).row()?.[0])
}

function close(libsql: Libsql.Database, sql: Sql): void {
  // Prepared statements keep the connection, and with it the lock, until they are collected as garbage: leaving the
  // write-ahead log and exclusive mode lets go of the file at once, and leaves one file only.
  try {
    sql.exec('PRAGMA journal_mode = DELETE')
    sql.exec('PRAGMA locking_mode = NORMAL')
    sql.prepare('SELECT count(*) FROM sqlite_master').rows()
  } catch (error) {
    // On a full disk the log stays, and is read at the next start.
    if (!isDiskFull(error)) throw error
  } finally {
    libsql.close()
  }
}
