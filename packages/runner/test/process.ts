import type { QueueStore, Transport } from '../src'

/** A process that a test can end at any moment: from then on nothing of it reaches the store or the vendor. */
export interface Process {
  readonly store: QueueStore
  readonly transport: Transport
  /** Resolves when it ends. */
  readonly died: Promise<void>
}

export interface CrashPoint {
  /** Which call of the store is the last. */
  readonly call: number
  /** Whether that call is still carried out, or not at all. */
  readonly isCarriedOut: boolean
}

const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined)

/** Runs over a store and a transport until a crash point, if there is one. */
export function createProcess(store: QueueStore, transport: Transport, crash?: CrashPoint): Process {
  let calls = 0
  let isDead = false
  let tellDeath: (() => void) | undefined
  const died = new Promise<void>((resolve) => {
    tellDeath = resolve
  })
  const guarded = Object.entries(store).map(([name, method]: [string, (argument: unknown) => Promise<unknown>]) => [
    name,
    async (argument: unknown): Promise<unknown> => {
      if (isDead) return never()
      calls += 1
      const isLast = calls === crash?.call
      if (isLast) {
        isDead = true
        tellDeath?.()
      }
      if (isLast && !crash?.isCarriedOut) return never()
      const answer = await method(argument)
      return isLast ? never() : answer
    }
  ])
  const guardedStore: unknown = Object.fromEntries(guarded)
  return {
    store: guardedStore as QueueStore,
    transport: {
      // What the vendor answers a process that is no more, nobody hears.
      send: async (request, options) => {
        if (isDead) return never()
        const exchange = await transport.send(request, options)
        return isDead ? never() : exchange
      },
      close: transport.close
    },
    died
  }
}
