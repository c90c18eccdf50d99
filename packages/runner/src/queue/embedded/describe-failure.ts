import { QueueStoreError, type QueueStoreErrorCode } from '../queue-store-error'

interface Failure {
  readonly pattern: RegExp
  readonly code: QueueStoreErrorCode
  readonly say: (path: string, message: string) => string
}

const FAILURES: readonly Failure[] = [
  {
    pattern: /^SQLITE_(BUSY|LOCKED)/,
    code: 'LOCKED',
    say: (path) => `The queue file ${path} is in use: stop the other process, or give this one a file of its own.`
  },
  {
    pattern: /^(SQLITE_FULL|ENOSPC)/,
    code: 'DISK_FULL',
    say: (path) => `The disk of the queue file ${path} is full: make room, then send again what was not accepted.`
  },
  {
    pattern: /^SQLITE_NOTADB/,
    code: 'FOREIGN_FILE',
    say: (path) => `${path} is not a queue file: name another path, or move that file away.`
  },
  {
    pattern: /^SQLITE_CORRUPT/,
    code: 'CORRUPTED',
    say: (path, message) =>
      `The queue file ${path} is damaged (${message}): put it aside and restore it from a copy, or start with a new one.`
  },
  {
    pattern: /^SQLITE_READONLY_DBMOVED/,
    code: 'FAILED',
    say: (path) => `The queue file ${path} was moved or removed while it was in use: put it back, then start again.`
  },
  {
    pattern: /^(SQLITE_(READONLY|PERM|CANTOPEN|AUTH)|CONNECTION_FAILED)/,
    code: 'CANNOT_OPEN',
    say: (path) =>
      `The queue file ${path} cannot be opened for writing: create its folder and let this process write there.`
  },
  {
    pattern: /^(SQLITE_|E[A-Z]+$)/,
    code: 'FAILED',
    say: (path, message) =>
      `The queue file ${path} cannot be read or written (${message}): check the disk, then start again.`
  }
]

/** Says in our words what the database or the system said in its own; any other error is what it is: a mistake of ours. */
export function describeFailure(path: string, error: unknown): unknown {
  if (error instanceof QueueStoreError) return error
  const { code, message } = readError(error)
  const failure = FAILURES.find(({ pattern }) => pattern.test(code))
  return failure === undefined ? error : new QueueStoreError(failure.code, failure.say(path, message), { cause: error })
}

/** Whether the disk has no room, whoever says so. */
export function isDiskFull(error: unknown): boolean {
  const described = describeFailure('', error)
  return described instanceof QueueStoreError && described.code === 'DISK_FULL'
}

/** The errors of the binding are not instances of Error. */
function readError(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null || !('message' in error)) return { code: '', message: '' }
  const message = String(error.message)
  // The binding names no code if it cannot open a file at all.
  if (message.startsWith('ConnectionFailed')) return { code: 'CONNECTION_FAILED', message }
  return { code: 'code' in error ? String(error.code) : '', message }
}
