import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MessageId, NewMessage, Settlement } from '../queue-store'

/** What several callers want written, as one. */
export interface Group {
  readonly messages: NewMessage[]
  readonly started: MessageId[]
  readonly settlements: Settlement[]
}

export interface GroupWriter {
  /** Answers with the positions of those messages that were not taken because their lane has seen them. */
  readonly write: (group: Group) => readonly number[]
  readonly flush: () => Promise<void>
}

interface Call {
  readonly add: (group: Group) => void
  readonly size: number
  readonly needsFlush: boolean
  /** Gets what the writer answered for the whole group. */
  readonly resolve: (repeated: readonly number[]) => void
  readonly reject: (error: unknown) => void
}

/** So many messages are written by one commit: the process cannot do anything else meanwhile. */
const MAXIMUM_SIZE = 2000

/** Gathers calls until the commit before is durable, and then writes them with one commit. */
export class GroupCommit {
  readonly #writer: GroupWriter
  #calls: Call[] = []
  #running: Promise<void> | undefined

  constructor(writer: GroupWriter) {
    this.#writer = writer
  }

  /** Resolves to the positions, in this list, of what was not taken because its lane has seen it. */
  async append(messages: readonly NewMessage[]): Promise<readonly number[]> {
    let first = 0
    const repeated = await this.#call(messages.length, true, (group) => {
      first = group.messages.length
      group.messages.push(...messages)
    })
    if (repeated.length === 0) return repeated
    const end = first + messages.length
    return repeated.filter((position) => position >= first && position < end).map((position) => position - first)
  }

  async markStarted(messages: readonly MessageId[]): Promise<void> {
    await this.#call(messages.length, false, (group) => group.started.push(...messages))
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    await this.#call(settlements.length, true, (group) => group.settlements.push(...settlements))
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  #call(size: number, needsFlush: boolean, add: (group: Group) => void): Promise<readonly number[]> {
    if (size === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      this.#calls.push({ size, needsFlush, add, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  async #run(): Promise<void> {
    while (this.#calls.length > 0) {
      // What else arrives in this turn of the event loop comes along.
      await nextTurn()
      await this.#commit(this.#take())
    }
    this.#running = undefined
  }

  #take(): readonly Call[] {
    let size = 0
    let count = 0
    for (const call of this.#calls) {
      size += call.size
      if (count > 0 && size > MAXIMUM_SIZE) break
      count += 1
    }
    return this.#calls.splice(0, count)
  }

  async #commit(calls: readonly Call[]): Promise<void> {
    try {
      const group: Group = { messages: [], started: [], settlements: [] }
      for (const call of calls) call.add(group)
      const repeated = this.#writer.write(group)
      if (calls.some(({ needsFlush }) => needsFlush)) await this.#writer.flush()
      for (const call of calls) call.resolve(repeated)
    } catch (error) {
      for (const call of calls) call.reject(error)
    }
  }
}
