import { createHash } from 'node:crypto'
import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Delivery, LifecycleEvent } from '@waybill/runner'
import type { SentAnswer, SentRequest } from './deletion-record'

/** Remembers the last request of every deletion that is under way. */
export interface RequestWatch {
  readonly tell: (event: LifecycleEvent, now: number) => void
  /** Gives out the last request of a deletion, and forgets it. */
  readonly take: (delivery: Delivery) => SentRequest | null
}

type Kind<K extends LifecycleEvent['kind']> = Extract<LifecycleEvent, { readonly kind: K }>

// Enough for any request about one person and for any answer; whatever else comes has its hash.
const MAXIMUM_CHARACTERS = 4000

export function watchRequests(redact: (text: string) => string): RequestWatch {
  const underWay = new WeakMap<EncodedRequest, readonly Delivery[]>()
  const last = new Map<string, SentRequest>()
  return {
    tell: (event, now) => {
      if (event.kind === 'request-started') started(event)
      else if (event.kind === 'request-ended') ended(event, now)
    },
    take: (delivery) => {
      const key = keyOf(delivery)
      const request = last.get(key) ?? null
      last.delete(key)
      return request
    }
  }

  function started({ request, deliveries }: Kind<'request-started'>): void {
    if (deliveries.some(({ type }) => type === 'delete')) underWay.set(request, deliveries)
  }

  function ended({ request, exchange, redactor }: Kind<'request-ended'>, at: number): void {
    const deliveries = underWay.get(request)
    if (deliveries === undefined) return
    const isAlone = deliveries.every((delivery) => delivery === deliveries[0])
    const sent = describeRequest(request, { exchange, at, isAlone, hide: (text) => redact(redactor.text(text)) })
    for (const delivery of deliveries) if (delivery.type === 'delete') last.set(keyOf(delivery), sent)
  }
}

interface Around {
  readonly exchange: Exchange
  readonly at: number
  /** Whether the request was about one person only. */
  readonly isAlone: boolean
  readonly hide: (text: string) => string
}

function describeRequest(
  { method, url, body = '' }: EncodedRequest,
  { exchange, at, isAlone, hide }: Around
): SentRequest {
  return {
    at,
    method,
    url: hide(url),
    bodySha256: createHash('sha256').update(body).digest('hex'),
    body: isAlone ? shorten(hide(body)) : null,
    answer: describeAnswer(exchange, { isAlone, hide })
  }
}

function describeAnswer(exchange: Exchange, { isAlone, hide }: Pick<Around, 'isAlone' | 'hide'>): SentAnswer {
  if (exchange.kind === 'failure') return { kind: 'failure', message: hide(exchange.message) }
  const { status, body } = exchange.response
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
  return { kind: 'response', status, body: isAlone ? shorten(hide(text)) : null }
}

const keyOf = ({ instance, id }: Delivery): string => `${instance}\n${id}`

const shorten = (text: string): string =>
  text.length <= MAXIMUM_CHARACTERS ? text : `${text.slice(0, MAXIMUM_CHARACTERS)}…`
