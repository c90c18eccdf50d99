import type { Clock } from './clock'

/** Rings once at a time; may ring early, so whoever is woken looks at the clock. */
export interface Alarm {
  /** Makes sure that it rings at this time or before. */
  readonly set: (at: number) => void
  readonly clear: () => void
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let waiting: { readonly at: number; readonly controller: AbortController } | undefined

  return {
    set: (at) => {
      if (at === Infinity || (waiting !== undefined && waiting.at <= at)) return
      waiting?.controller.abort()
      void wait(at)
    },
    clear: () => {
      waiting?.controller.abort()
      waiting = undefined
    }
  }

  async function wait(at: number): Promise<void> {
    const own = { at, controller: new AbortController() }
    waiting = own
    await clock.wait(Math.max(0, at - clock.now()), own.controller.signal)
    if (waiting !== own) return
    waiting = undefined
    ring()
  }
}
