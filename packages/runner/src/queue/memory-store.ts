import { MemoryState } from './memory-state'
import type { QueueStore } from './queue-store'

/** Keeps everything in memory, as long as the process lives: for tests and for trying things out. */
export function createMemoryStore(): QueueStore {
  const state = new MemoryState()
  let isClosed = false
  // Callers must not depend on what is true of memory alone: an error is a rejection, an answer comes later.
  const later = async <T>(work: () => T): Promise<T> => {
    if (isClosed) throw new Error('The queue in memory is closed: open a new one.')
    await Promise.resolve()
    return work()
  }
  return {
    append: (messages) => later(() => state.append(messages)),
    lease: (wish) => later(() => state.lease(wish)),
    markStarted: (messages) => later(() => state.markStarted(messages)),
    settle: (settlements) => later(() => settlements.forEach((settlement) => state.settle(settlement))),
    recover: () => later(() => state.recover()),
    expire: (wish) => later(() => state.expire(wish)),
    deadLetters: (wish) => later(() => state.findDeadLetters(wish)),
    returnDeadLetters: (messages, now) => later(() => state.returnDeadLetters(messages, now)),
    dropDeadLetters: (messages) => later(() => state.dropDeadLetters(messages)),
    outcomes: (wish) => later(() => state.findOutcomes(wish)),
    size: (lane) => later(() => state.size(lane)),
    lanes: () => later(() => state.lanes()),
    compact: (settledBefore) => later(() => state.compact(settledBefore)),
    close: async () => {
      isClosed = true
      await Promise.resolve()
    }
  }
}
