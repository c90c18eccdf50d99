import type { DestinationPlan, SegmentEvent } from '@waybill/kit'
import { createMemoryStore, createRunner, systemClock } from '@waybill/runner'
import type { LifecycleEvent, Transport } from '@waybill/runner'

/** An event of a file: its line is what it is known by, since a file may hold one `messageId` twice. */
export interface LinedEvent {
  readonly event: SegmentEvent
  readonly line: number
}

/** Sends the events of a file to one destination. */
export interface FileRunner {
  /** Resolves when there is room for more: the file is its own backlog. */
  readonly accept: (events: readonly LinedEvent[]) => Promise<void>
  /** Sends what is left; resolves when every delivery has ended. */
  readonly finish: () => Promise<void>
  /** Sends nothing more; what is under way has a moment to be answered. */
  readonly stop: () => Promise<void>
  /** How many events are still to end for some subscription. */
  readonly unfinished: () => number
}

export interface FileRunnerOptions {
  readonly plan: DestinationPlan
  readonly transport: Transport
  /** @default what the destination declares */
  readonly requestsPerWindow?: number | undefined
}

const MAXIMUM_BACKLOG = 5000

// The store remembers ids and outcomes until it is told to forget; nobody asks this one for them.
const COMPACT_EVERY = 20_000

/** How long a request under way is waited for after an interruption. */
const GRACE_MILLISECONDS = 3000

export function createFileRunner(options: FileRunnerOptions, tell: (event: LifecycleEvent) => void): FileRunner {
  const { plan, transport, requestsPerWindow } = options
  const store = createMemoryStore()
  const instance = { id: plan.destination.slug, plan, ...(requestsPerWindow !== undefined && { requestsPerWindow }) }
  const runner = createRunner({
    instances: [instance],
    store,
    transport,
    clock: systemClock,
    random: Math.random,
    tell,
    maximumBacklog: MAXIMUM_BACKLOG,
    // A file can be sent again once its settings are mended; nobody is there to resume a lane.
    onWideFailure: 'reject'
  })
  const started = runner.start()
  let uncompacted = 0
  return {
    accept: async (events) => {
      await started
      await runner.accept(events.map(({ event, line }) => ({ event, id: String(line) })))
      uncompacted += events.length
      if (uncompacted < COMPACT_EVERY) return
      uncompacted = 0
      await store.compact(systemClock.now())
    },
    finish: async () => {
      await started
      await runner.finish()
      await runner.stop(0)
    },
    stop: async () => {
      await started
      await runner.stop(GRACE_MILLISECONDS)
    },
    unfinished: () => runner.status().reduce((sum, { inMemory, waiting }) => sum + inMemory + waiting, 0)
  }
}
