import type { Answer } from '../http/answer'
import type { Fault, RetryAfter } from './fault'

/** What the client is going to see. */
export type Delivery =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'truncated'; readonly answer: Answer }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' }

/** What a plan needs to know of the request. */
export interface Circumstances {
  /** Lets the vendor handle the request, with these items of a batch treated as invalid. */
  readonly handle: (failing: ReadonlySet<number>) => Answer
  /** The vendor's wording of an error it did not really have. */
  readonly pretend: (status: number) => Answer
  /** Milliseconds since the epoch. */
  readonly now: number
}

const everyItemIsFine: ReadonlySet<number> = new Set()

/** Decides what the client sees, and lets the vendor handle the request when the fault leaves that intact. */
export function planDelivery(fault: Fault | undefined, circumstances: Circumstances): Delivery {
  switch (fault?.kind) {
    case undefined:
    case 'latency':
      return { kind: 'answered', answer: circumstances.handle(everyItemIsFine) }
    case 'failing-items':
      return { kind: 'answered', answer: circumstances.handle(new Set(fault.indexes)) }
    case 'status':
      return { kind: 'answered', answer: answerWithStatus(fault, circumstances) }
    case 'rate-limited':
      return { kind: 'answered', answer: askToStayAway(fault.retryAfter, circumstances) }
    case 'truncated-body':
      return { kind: 'truncated', answer: circumstances.handle(everyItemIsFine) }
    case 'malformed-body':
      return { kind: 'answered', answer: { ...circumstances.handle(everyItemIsFine), body: '<html>not JSON' } }
    case 'empty-body':
      return { kind: 'answered', answer: { ...circumstances.handle(everyItemIsFine), body: '' } }
    case 'reset':
    case 'hang':
      break
  }
  if (fault.applied === true) circumstances.handle(everyItemIsFine)
  return { kind: fault.kind }
}

function answerWithStatus(fault: Extract<Fault, { kind: 'status' }>, { handle, pretend }: Circumstances): Answer {
  if (fault.applied === true) handle(everyItemIsFine)
  const usual = pretend(fault.status)
  return { status: fault.status, headers: { ...usual.headers, ...fault.headers }, body: fault.body ?? usual.body }
}

function askToStayAway(retryAfter: RetryAfter | undefined, { pretend, now }: Circumstances): Answer {
  const usual = pretend(429)
  return retryAfter === undefined
    ? usual
    : { ...usual, headers: { ...usual.headers, ...wordings[retryAfter.form](retryAfter.seconds, now) } }
}

const wordings: Record<RetryAfter['form'], (seconds: number, now: number) => Record<string, string>> = {
  seconds: (seconds) => ({ 'retry-after': String(seconds) }),
  date: (seconds, now) => ({ 'retry-after': new Date(now + seconds * 1000).toUTCString() }),
  'x-ratelimit-reset': (seconds, now) => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(now / 1000) + seconds)
  }),
  'x-ratelimit-retry-after': (seconds) => ({ 'x-ratelimit-retry-after': String(seconds) })
}
