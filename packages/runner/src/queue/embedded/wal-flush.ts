import { close, fdatasync, open } from 'node:fs'
import { promisify } from 'node:util'
import { QueueStoreError } from '../queue-store-error'

const openFile = promisify(open)
const closeFile = promisify(close)
const flushFile = promisify(fdatasync)

/**
 * Makes commits durable outside of the database: it writes commits to its write-ahead log without flushing, and the log
 * is flushed here on a thread of Node's pool. The process goes on with other work meanwhile, and commits that are made
 * during a flush share the next one.
 */
export class WalFlush {
  readonly #file: number
  readonly #path: string
  /** The flush that has not begun yet. */
  #next: Promise<void> | undefined
  #last = Promise.resolve()
  #failure: unknown

  private constructor(path: string, file: number) {
    this.#path = path
    this.#file = file
  }

  static async open(databasePath: string): Promise<WalFlush> {
    return new WalFlush(databasePath, await openFile(`${databasePath}-wal`, 'r+'))
  }

  /** Resolves when everything that was committed before the call is on disk. */
  flush(): Promise<void> {
    if (this.#next === undefined) {
      this.#next = this.#last.then(() => this.#flushNow())
      this.#last = this.#next.catch(() => undefined)
    }
    return this.#next
  }

  async close(): Promise<void> {
    await this.#last
    await closeFile(this.#file)
  }

  async #flushNow(): Promise<void> {
    this.#next = undefined
    // After a failed flush the system may have dropped what it could not write: a later success would prove nothing.
    if (this.#failure !== undefined) throw this.#failure
    try {
      await flushFile(this.#file)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      this.#failure = new QueueStoreError(
        'FAILED',
        `What was written to the queue file ${this.#path} may not be on the disk (${code}): check the disk, then start again.`,
        { cause: error }
      )
      throw this.#failure
    }
  }
}
