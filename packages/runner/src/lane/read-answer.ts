import { classifyStatus } from '@waybill/kit'
import type { Exchange } from '@waybill/kit'
import type { Answer } from '../pace/pace'
import { exhaustedMilliseconds } from '../pace/exhausted'
import { retryAfterMilliseconds } from '../retry-after'

const TOO_MANY_REQUESTS = 429

/** What an exchange says about the vendor, apart from what it says about the items. */
export function readAnswer(exchange: Exchange, startedAt: number, now: number): Answer {
  if (exchange.kind === 'failure') return { kind: 'trouble', startedAt, now }
  const { status, headers } = exchange.response
  if (classifyStatus(status) !== 'retry') {
    return { kind: 'good', startedAt, now, waitMilliseconds: exhaustedMilliseconds(headers, now) }
  }
  const kind = status === TOO_MANY_REQUESTS ? 'busy' : 'trouble'
  return { kind, startedAt, now, waitMilliseconds: retryAfterMilliseconds(headers, now) }
}
