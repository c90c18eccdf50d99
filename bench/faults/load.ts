import type { ServiceProcessAnswer } from './service-process'
import { WRITE_KEY } from './service-process'

const BATCH = 10

/** Clients that send each batch until it is answered with success, as Segment's do, whichever process that takes. */
export interface Load {
  /** The names of events that were answered with success. */
  readonly accepted: () => readonly string[]
  readonly send: (url: string, signal: AbortSignal) => Promise<void>
  /** Sends until it is told to come later; resolves with what it was told. */
  readonly sendUntilRefused: (url: string) => Promise<Refusal>
  readonly sendRest: (url: string) => Promise<void>
}

interface Refusal {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: unknown
}

/** `padding` makes events larger. */
export function createLoad({ padding = '' }: { readonly padding?: string } = {}): Load {
  let made = 0
  const accepted: string[] = []
  const unanswered: string[][] = []
  const nextBatch = (): string[] =>
    unanswered.shift() ??
    Array.from({ length: BATCH }, () => {
      made += 1
      return `event ${made}`
    })

  async function sendBatch(url: string, batch: string[]): Promise<Refusal | undefined> {
    const messages = batch.map((event) => ({
      type: 'track',
      userId: `user of ${event}`,
      messageId: event,
      event,
      ...(padding !== '' && { context: { padding } })
    }))
    try {
      const response = await fetch(`${url}/v1/batch`, {
        method: 'POST',
        body: JSON.stringify({ writeKey: WRITE_KEY, batch: messages })
      })
      const body = (await response.json()) as { readonly success: boolean; readonly errors?: unknown }
      if (body.success && body.errors === undefined) {
        accepted.push(...batch)
        return undefined
      }
      unanswered.push(batch)
      return { status: response.status, retryAfter: response.headers.get('retry-after'), body }
    } catch {
      // The process has gone: nobody knows whether it had taken them.
      unanswered.push(batch)
      return undefined
    }
  }

  return {
    accepted: () => accepted,
    send: async (url, signal) => {
      while (!signal.aborted) await sendBatch(url, nextBatch())
    },
    sendUntilRefused: async (url) => {
      for (;;) {
        const refusal = await sendBatch(url, nextBatch())
        if (refusal !== undefined) return refusal
      }
    },
    sendRest: async (url) => {
      while (unanswered.length > 0) await sendBatch(url, nextBatch())
    }
  }
}

/** What clients, vendor and ledger say about the same events. */
export interface Account {
  /** Events that were answered with success. */
  readonly accepted: number
  /** Of those, how many the vendor never got: must be none. */
  readonly lost: number
  /** How many it got twice, and of those how many without the outcome saying so: the latter must be none. */
  readonly twice: number
  readonly twiceUnsaid: number
  readonly unknown: number
  /** Accepted events without exactly one recorded outcome: must be none. */
  readonly unaccounted: number
  readonly waiting: number
}

export function compare(
  accepted: readonly string[],
  seen: ReadonlyMap<string, number>,
  { outcomes, waiting }: ServiceProcessAnswer
): Account {
  const recorded = new Map<string, number>()
  const unknown = new Set<string>()
  for (const outcome of outcomes) {
    recorded.set(outcome.messageId, (recorded.get(outcome.messageId) ?? 0) + 1)
    if (outcome.unknown) unknown.add(outcome.messageId)
  }
  const twice = accepted.filter((id) => (seen.get(id) ?? 0) > 1)
  return {
    accepted: accepted.length,
    lost: accepted.filter((id) => !seen.has(id)).length,
    twice: twice.length,
    twiceUnsaid: twice.filter((id) => !unknown.has(id)).length,
    unknown: unknown.size,
    unaccounted: accepted.filter((id) => recorded.get(id) !== 1).length,
    waiting
  }
}
