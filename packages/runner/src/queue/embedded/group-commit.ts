import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MessageId, NewMessage, Settlement } from '../queue-store'

/** What several callers want written, as one. */
export interface Group {
  readonly messages: NewMessage[]
  readonly started: MessageId[]
  readonly settlements: Settlement[]
}

export interface GroupWriter {
  /** Says why bodies of so many bytes are not to be written, if they are not. */
  readonly room: (bytes: number) => unknown

  /** Answers with the positions of those messages that were not taken because their lane has seen them. */
  readonly write: (group: Group) => readonly number[]
  readonly flush: () => Promise<void>
}

interface Call {
  readonly add: (group: Group) => void
  readonly size: number
  /** Of the bodies of new messages; absent if it brings none, or none that may be refused. */
  readonly bytes?: number
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
  async append(
    messages: readonly NewMessage[],
    { goOn }: { readonly goOn: boolean } = { goOn: false }
  ): Promise<readonly number[]> {
    let first = 0
    const how = { size: messages.length, needsFlush: true, ...(!goOn && { bytes: bytesOf(messages) }) }
    const repeated = await this.#call(how, (group) => {
      first = group.messages.length
      addAll(group.messages, messages)
    })
    if (repeated.length === 0) return repeated
    const end = first + messages.length
    return repeated.filter((position) => position >= first && position < end).map((position) => position - first)
  }

  async markStarted(messages: readonly MessageId[]): Promise<void> {
    await this.#call({ size: messages.length, needsFlush: false }, (group) => addAll(group.started, messages))
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    await this.#call({ size: settlements.length, needsFlush: true }, (group) => addAll(group.settlements, settlements))
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  #call(how: Pick<Call, 'size' | 'bytes' | 'needsFlush'>, add: Call['add']): Promise<readonly number[]> {
    if (how.size === 0) return Promise.resolve([])
    return new Promise((resolve, reject) => {
      this.#calls.push({ ...how, add, resolve, reject })
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
    const { written, repeated } = this.#write(this.#thatHaveRoom(calls))
    try {
      if (written.some(({ needsFlush }) => needsFlush)) await this.#writer.flush()
      for (const call of written) call.resolve(repeated)
    } catch (error) {
      for (const call of written) call.reject(error)
    }
  }

  #thatHaveRoom(calls: readonly Call[]): readonly Call[] {
    let bytes: number | undefined
    for (const call of calls) if (call.bytes !== undefined) bytes = (bytes ?? 0) + call.bytes
    if (bytes === undefined) return calls
    try {
      const refusal = this.#writer.room(bytes)
      return refusal === undefined ? calls : withoutNewMessages(calls, refusal)
    } catch (error) {
      return withoutNewMessages(calls, error)
    }
  }

  /** What cannot be written because of what is new, such as on a full disk, is written without it. */
  #write(calls: readonly Call[]): { readonly written: readonly Call[]; readonly repeated: readonly number[] } {
    const group: Group = { messages: [], started: [], settlements: [] }
    try {
      for (const call of calls) call.add(group)
      return { written: calls, repeated: calls.length === 0 ? [] : this.#writer.write(group) }
    } catch (error) {
      const others = withoutNewMessages(calls, error)
      if (others.length < calls.length) return this.#write(others)
      for (const call of calls) call.reject(error)
      return { written: [], repeated: [] }
    }
  }
}

/** One by one: a call with a hundred thousand arguments is more than the stack takes. */
function addAll<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one)
}

/** Rejects the calls that bring new messages; the others are left. */
function withoutNewMessages(calls: readonly Call[], error: unknown): readonly Call[] {
  return calls.filter((call) => {
    if (call.bytes === undefined) return true
    call.reject(error)
    return false
  })
}

function bytesOf(messages: readonly NewMessage[]): number {
  let bytes = 0
  for (const { body } of messages) bytes += body.length
  return bytes
}
