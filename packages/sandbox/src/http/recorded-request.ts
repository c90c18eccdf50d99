import type { Fault } from '../misbehaviour/fault'
import type { Delivery } from '../misbehaviour/plan-delivery'
import type { Received } from './answer-request'

/** One request as the sandbox saw it; credentials are left out. */
export interface RecordedRequest {
  readonly method: string
  /** The path as it came, percent-encoded, without the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The status of the answer, or null when there was none. */
  readonly status: number | null
  /** How the sandbox misbehaved, or null when it did not. */
  readonly fault: Fault['kind'] | null
}

const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

/** Describes a request and what became of it. */
export function recordRequest(received: Received, delivery: Delivery, fault: Fault | undefined): RecordedRequest {
  return {
    method: received.method,
    path: received.path,
    headers: visibleHeaders(received),
    body: received.body.kind === 'complete' ? received.body.bytes.toString('utf8') : '',
    status: 'answer' in delivery ? delivery.answer.status : null,
    fault: fault?.kind ?? null
  }
}

function visibleHeaders({ headers }: Received): Record<string, string> {
  const visible = Object.entries(headers).filter(([name]) => !secretHeaders.has(name))
  return Object.fromEntries(visible.map(([name, value]) => [name, String(value)]))
}
