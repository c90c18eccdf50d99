import { fits, sameRoute } from '@waybill/kit'
import { deliver } from './deliver'
import type { DeliverOptions, Entry } from './deliver'

export interface LaneOptions extends DeliverOptions {
  readonly lingerMilliseconds: number
}

/** Items of one destination instance on their way to one endpoint. */
export interface Lane {
  /** Takes items in; resolves when there is room for more. */
  readonly push: (entries: readonly Entry[]) => Promise<void>
  /** Sends what is left, full or not; resolves when everything has ended. */
  readonly finish: () => Promise<void>
}

/** An entry, and since when it waits. */
interface Waiting {
  readonly entry: Entry
  readonly since: number
}

// Enough for the next requests to be ready while one is under way; a backlog waits where it came from.
const MAXIMUM_WAITING = 5000
const MAXIMUM_WAITING_BYTES = 4_000_000

/**
 * One request at a time, in the order the items came, also across retries: that is what keeps every user's events in
 * order. A request goes out when it is full, or when its first item has lingered long enough.
 */
export function createLane(options: LaneOptions): Lane {
  const { endpoint, clock } = options
  const { limits } = endpoint
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let finishing = false
  let pumping: Promise<void> | undefined
  let lingering: AbortController | undefined
  let waitingForRoom: (() => void)[] = []

  return {
    push: async (entries) => {
      // Nothing to pump would end the pump before it is known to have begun.
      if (entries.length === 0) return
      const since = clock.now()
      for (const entry of entries) {
        waiting.push({ entry, since })
        waitingBytes += entry.bytes
      }
      if (isFull()) lingering?.abort()
      pumping ??= pump()
      if (!hasRoom()) await new Promise<void>((resolve) => waitingForRoom.push(resolve))
    },
    finish: async () => {
      finishing = true
      lingering?.abort()
      await pumping
    }
  }

  async function pump(): Promise<void> {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const linger = first.since + options.lingerMilliseconds - clock.now()
      if (linger > 0 && !isFull() && !finishing) {
        lingering = new AbortController()
        await clock.wait(linger, lingering.signal)
        lingering = undefined
      }
      const batch = takeBatch()
      if (hasRoom()) {
        for (const resume of waitingForRoom) resume()
        waitingForRoom = []
      }
      await deliver(options, batch)
    }
    pumping = undefined
  }

  function hasRoom(): boolean {
    return waiting.length < MAXIMUM_WAITING && waitingBytes < MAXIMUM_WAITING_BYTES
  }

  function isFull(): boolean {
    if (limits.items !== undefined && waiting.length >= limits.items) return true
    return waitingBytes >= (limits.bytes ?? MAXIMUM_WAITING_BYTES)
  }

  function takeBatch(): readonly Entry[] {
    let count = 0
    let bytes = 0
    for (const { entry } of waiting) {
      if (!sameRoute(waiting[0]?.entry.item.route, entry.item.route)) break
      if (!fits(limits, { count, bytes }, entry.bytes)) break
      count += 1
      bytes += entry.bytes
    }
    const batch = waiting.slice(0, count).map(({ entry }) => entry)
    waiting = waiting.slice(count)
    waitingBytes -= bytes
    return batch
  }
}
