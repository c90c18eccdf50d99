import type { Clock, Transport } from '@waybill/runner'

/** A runner's surroundings that stand still once the user interrupts. */
export interface Interruptible {
  readonly transport: Transport
  readonly clock: Clock
  /** Resolves after an interruption, when the requests under way have been answered or given up. */
  readonly stopped: Promise<void>
}

/** How long a request under way is waited for. */
const GRACE_MILLISECONDS = 3000

/**
 * After an interruption no request is started and no wait ends: what has not ended by then never will, and keeps neither
 * the runner busy nor the process alive. Requests under way have a moment to be answered, so that they can be accounted for.
 */
export function interruptible(transport: Transport, clock: Clock, interrupt: AbortSignal): Interruptible {
  const underWay = new Map<Promise<unknown>, AbortController>()

  return {
    transport: {
      send: (request, options) => {
        if (interrupt.aborted) return never()
        const giveUp = new AbortController()
        const exchange = transport.send(request, { ...options, signal: giveUp.signal })
        underWay.set(exchange, giveUp)
        return exchange.finally(() => underWay.delete(exchange))
      },
      close: transport.close
    },
    clock: {
      now: clock.now,
      wait: async (milliseconds, signal) => {
        if (!interrupt.aborted) await waitForFirst([interrupt, signal], (either) => clock.wait(milliseconds, either))
        if (interrupt.aborted) await never()
      }
    },
    stopped: aborted(interrupt).then(waitForAnswers)
  }

  async function waitForAnswers(): Promise<void> {
    const grace = new AbortController()
    const answered = Promise.allSettled(underWay.keys()).then(() => grace.abort())
    await clock.wait(GRACE_MILLISECONDS, grace.signal)
    for (const giveUp of underWay.values()) giveUp.abort()
    await answered
  }
}

type Signals = readonly (AbortSignal | undefined)[]

/** `AbortSignal.any` would let a signal that lives long, as the interruption does, collect every wait there ever was. */
async function waitForFirst(signals: Signals, wait: (either: AbortSignal) => Promise<void>): Promise<void> {
  const either = new AbortController()
  const abort = (): void => either.abort()
  if (signals.some((signal) => signal?.aborted)) abort()
  for (const signal of signals) signal?.addEventListener('abort', abort)
  await wait(either.signal)
  for (const signal of signals) signal?.removeEventListener('abort', abort)
}

const never = <Value>(): Promise<Value> => new Promise(() => undefined)

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Waits for work, or for the signal when that aborts first. */
export async function unlessAborted(signal: AbortSignal, work: Promise<void>): Promise<void> {
  const either = new AbortController()
  const end = (): void => either.abort()
  signal.addEventListener('abort', end)
  try {
    await Promise.race([work, aborted(signal.aborted ? signal : either.signal)])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
