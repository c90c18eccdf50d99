import { QueueStoreError } from './queue-store-error'
import { describeFailure } from './embedded/describe-failure'
import type { RoomLimits } from './embedded/disk-room'
import { openFile } from './embedded/queue-file'
import type { QueueStore } from './queue-store'

export interface EmbeddedStoreOptions extends RoomLimits {
  /** The file of the queue: created if it is not there, in a folder that is. */
  readonly path: string
}

/** Keeps everything in one file on this machine's disk: durable without any server. */
export async function createEmbeddedStore(options: EmbeddedStoreOptions): Promise<QueueStore> {
  const { path } = options
  const file = await openFile(path, options)
  let closing: Promise<void> | undefined
  const work = async <T>(answer: () => T | Promise<T>): Promise<T> => {
    if (closing !== undefined)
      throw new QueueStoreError('CLOSED', `The queue file ${path} is closed: open it again to go on.`)
    try {
      return await answer()
    } catch (error) {
      throw describeFailure(path, error)
    }
  }
  return {
    append: (messages, how) => work(() => file.group.append(messages, how)),
    lease: (wish) => work(() => file.lease(wish)),
    markStarted: (messages) => work(() => file.group.markStarted(messages)),
    settle: (settlements) => work(() => file.group.settle(settlements)),
    recover: () => work(() => file.state.recover()),
    expire: (wish) => work(() => file.expire(wish)),
    deadLetters: (wish) => work(() => file.tables.deadLetters.list(wish)),
    returnDeadLetters: (messages, now) => work(() => file.durably(() => file.state.returnDeadLetters(messages, now))),
    dropDeadLetters: (messages) => work(() => file.durably(() => file.state.dropDeadLetters(messages))),
    outcomes: (wish) => work(() => file.findOutcomes(wish)),
    size: (lane) => work(() => file.state.size(lane)),
    lanes: () => work(() => file.state.lanes()),
    compact: (settledBefore, signal) => work(() => file.compact(settledBefore, signal)),
    close: () =>
      (closing ??= file.close().catch((error: unknown) => {
        throw describeFailure(path, error)
      }))
  }
}
