import type { QueueStore, Settlement } from '../queue/queue-store'

/** Brings settlements to the store, many at a time: whatever comes up while one commit is under way goes into the next. */
export interface Settler {
  /** `settled` is called once the settlement is durable. */
  readonly add: (settlement: Settlement, settled: () => void) => void
  /** Resolves when nothing is left to settle. */
  readonly idle: () => Promise<void>
}

/** A store that fails makes all further work pointless: `fail` is told once, and nothing more is settled. */
export function createSettler(store: Pick<QueueStore, 'settle'>, fail: (error: unknown) => void): Settler {
  let settlements: Settlement[] = []
  let callbacks: (() => void)[] = []
  let working: Promise<void> | undefined
  return {
    add: (settlement, settled) => {
      settlements.push(settlement)
      callbacks.push(settled)
      working ??= work()
    },
    idle
  }

  async function idle(): Promise<void> {
    if (working === undefined) return
    await working
    await idle()
  }

  async function work(): Promise<void> {
    // Everything that one answer ends is added in the same turn.
    await Promise.resolve()
    try {
      while (settlements.length > 0) {
        const settling = settlements
        const settled = callbacks
        settlements = []
        callbacks = []
        await store.settle(settling)
        for (const callback of settled) callback()
      }
    } catch (error) {
      settlements = []
      callbacks = []
      fail(error)
    } finally {
      working = undefined
    }
  }
}
