import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Clock, Transport } from '../src'

/** How the vendor treats one request. */
export type Treatment =
  | { readonly kind: 'answers' }
  | { readonly kind: 'busy'; readonly retryAfter?: number }
  | { readonly kind: 'fails'; readonly status: number }
  /** No answer comes, whether the vendor took the items or not. */
  | { readonly kind: 'silence'; readonly isTaken: boolean; readonly how: 'timeout' | 'network' }

/** One request as the vendor saw it. */
export interface Seen {
  readonly url: string
  readonly at: number
  readonly bytes: number
  readonly ids: readonly string[]
  endedAt: number | undefined
}

/** A vendor that takes most requests, refuses what is wrong with them, and now and then fails. */
export interface Vendor extends Transport {
  readonly seen: readonly Seen[]
  /** The ids of the items it took, in order, as often as it took them. */
  readonly taken: readonly string[]
}

export interface VendorOptions {
  readonly clock: Clock
  /** How each request is treated, in turn; those after the last are answered. */
  readonly treatments?: readonly Treatment[]
  /** How long each request takes, in turn and from the start again. */
  readonly latencies?: readonly number[]
  /** Takes nothing of a request with a refused item, and names that item. @default takes the others */
  readonly isStrict?: boolean
}

/** Items whose id ends like this spoil the request they are in; like that, they are named in the answer. */
export const POISON = '!'
export const REFUSED = '?'

export function createVendor({ clock, treatments = [], latencies = [10], isStrict = false }: VendorOptions): Vendor {
  const seen: Seen[] = []
  const taken: string[] = []
  return {
    seen,
    taken,
    send: async (request, { signal }) => {
      const number = seen.length
      const ids = idsOf(request)
      const entry: Seen = {
        url: request.url,
        at: clock.now(),
        bytes: (request.body ?? '').length,
        ids,
        endedAt: undefined
      }
      seen.push(entry)
      await clock.wait(latencies[number % latencies.length] ?? 10, signal)
      entry.endedAt = clock.now()
      if (signal?.aborted) return silence('network')
      return treat(treatments[number] ?? { kind: 'answers' }, ids)
    },
    close: () => Promise.resolve()
  }

  function treat(treatment: Treatment, ids: readonly string[]): Exchange {
    if (treatment.kind === 'busy') {
      return response(
        429,
        {},
        treatment.retryAfter === undefined ? {} : { 'retry-after': String(treatment.retryAfter) }
      )
    }
    if (treatment.kind === 'fails') return response(treatment.status, {})
    const judged = judge(ids, isStrict)
    if (treatment.kind === 'answers' || judged.status !== 200) {
      taken.push(...judged.taken)
      return response(judged.status, judged.body)
    }
    if (treatment.isTaken) taken.push(...judged.taken)
    return silence(treatment.how)
  }
}

function judge(
  ids: readonly string[],
  isStrict: boolean
): {
  readonly status: number
  readonly body: unknown
  readonly taken: readonly string[]
} {
  if (ids.some((id) => id.includes(POISON))) return { status: 400, body: { message: 'spoiled' }, taken: [] }
  const errors = ids.flatMap((id, index) => (id.includes(REFUSED) ? [{ index, reason: 'refused' }] : []))
  if (isStrict && errors.length > 0) return { status: 422, body: { errors }, taken: [] }
  return { status: 200, body: { errors }, taken: ids.filter((id) => !id.includes(REFUSED)) }
}

/** An answer of the vendor. */
export const response = (status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Exchange => ({
  kind: 'response',
  response: { status, headers, body }
})

/** No answer at all. */
export const silence = (how: 'timeout' | 'network'): Exchange => ({
  kind: 'failure',
  failure: how,
  message: 'No answer came.'
})

/** The ids of the items that a request carries. */
export const idsOf = ({ body }: EncodedRequest): readonly string[] => {
  const { things } = JSON.parse(body ?? '{}') as { things?: readonly { readonly id: string }[] }
  return (things ?? []).map(({ id }) => id)
}

/** A vendor that answers each request by what it carries. */
export const answering =
  (answer: (ids: readonly string[]) => Exchange) =>
  (vendor: Transport): Transport => ({
    ...vendor,
    send: async (request, options) => {
      await vendor.send(request, options)
      return answer(idsOf(request))
    }
  })
