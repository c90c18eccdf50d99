import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Clock, SendOptions, Transport } from '../src'

/** One request as the vendor saw it. */
export interface Seen {
  readonly request: EncodedRequest
  readonly options: SendOptions
  readonly at: number
  /** The `id` of every item in the body, in order. */
  readonly ids: readonly unknown[]
}

/** A vendor that a test scripts, and everything it was sent. */
export interface FakeTransport extends Transport {
  readonly seen: readonly Seen[]
  /** The ids of each request. */
  readonly ids: () => readonly (readonly unknown[])[]
}

export type Answer = (seen: Seen, index: number) => Exchange | Promise<Exchange>

/** Answers each request as told; several at once are a mistake of whoever sends them to one endpoint. */
export function createFakeTransport(clock: Clock, answer: Answer = () => response(200)): FakeTransport {
  const seen: Seen[] = []
  return {
    seen,
    ids: () => seen.map(({ ids }) => ids),
    send: async (request, options) => {
      const entry = { request, options, at: clock.now(), ids: idsOf(request) }
      seen.push(entry)
      return answer(entry, seen.length - 1)
    },
    close: () => Promise.resolve()
  }
}

/** An answer of the vendor. */
export const response = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Exchange => ({
  kind: 'response',
  response: { status, headers, body }
})

/** No answer at all. */
export const failure = (message: string): Exchange => ({ kind: 'failure', failure: 'network', message })

const idsOf = ({ body }: EncodedRequest): readonly unknown[] => {
  const { things } = JSON.parse(body ?? '{}') as { things?: readonly { readonly id: unknown }[] }
  return (things ?? []).map(({ id }) => id)
}
