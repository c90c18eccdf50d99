import { close, fdatasync, open } from 'node:fs'
import { promisify } from 'node:util'

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
  /** The flush that has not begun yet. */
  #next: Promise<void> | undefined
  #last = Promise.resolve()
  #failure: unknown

  private constructor(file: number) {
    this.#file = file
  }

  static async open(databasePath: string): Promise<WalFlush> {
    return new WalFlush(await openFile(`${databasePath}-wal`, 'r+'))
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
      this.#failure = error
      throw error
    }
  }
}
