import type Libsql from 'libsql'

type SqlValue = string | number | Buffer | null

/** Statements that are prepared once, with rows as lists of unknown values: what is in a file is for us to check. */
export interface Statement {
  /** Says how many rows it changed. */
  readonly run: (...values: readonly SqlValue[]) => number
  readonly row: (...values: readonly SqlValue[]) => readonly unknown[] | undefined
  readonly rows: (...values: readonly SqlValue[]) => readonly (readonly unknown[])[]
}

export interface Sql {
  readonly exec: (statements: string) => void
  readonly prepare: (statement: string) => Statement
  /** All or nothing; what it returns is called once it is committed. */
  readonly transaction: (work: () => () => void) => void
}

export function createSql(database: Libsql.Database): Sql {
  return {
    exec: (statements) => void database.exec(statements),
    prepare: (text) => prepare(database, text),
    transaction: (work) => {
      database.exec('BEGIN IMMEDIATE')
      const apply = commit(database, work)
      apply()
    }
  }
}

function commit(database: Libsql.Database, work: () => () => void): () => void {
  try {
    const apply = work()
    database.exec('COMMIT')
    return apply
  } catch (error) {
    // After some errors, a full disk among them, the database has rolled back by itself.
    if (database.inTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function prepare(database: Libsql.Database, text: string): Statement {
  const isReader = /^\s*(select|pragma)/i.test(text)
  const statement = database.prepare<[readonly SqlValue[]]>(text)
  if (isReader) statement.raw()
  return {
    run: (...values) => statement.run(values).changes,
    row: (...values) => {
      const row = statement.get(values)
      return row === undefined ? undefined : listOf(row)
    },
    rows: (...values) => statement.all(values).map(listOf)
  }
}

export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  throw unexpected('a list', value)
}

export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw unexpected('text', value)
}

export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  throw unexpected('a number', value)
}

export function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value
  throw unexpected('bytes', value)
}

function unexpected(what: string, value: unknown): Error {
  return Object.assign(new Error(`${typeof value} where ${what} should be`), { code: 'SQLITE_CORRUPT' })
}
