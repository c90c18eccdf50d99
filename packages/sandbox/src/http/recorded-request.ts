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

/** What became of a request. */
export interface Outcome {
  readonly delivery: Delivery
  readonly fault: Fault | undefined
}

/** Describes a request and what became of it, without the members of its body that hold secrets. */
export function recordRequest(
  received: Received,
  { delivery, fault }: Outcome,
  secretMembers: readonly string[]
): RecordedRequest {
  return {
    method: received.method,
    path: received.path,
    headers: visibleHeaders(received),
    body: received.body.kind === 'complete' ? visibleBody(received.body.bytes.toString('utf8'), secretMembers) : '',
    status: 'answer' in delivery ? delivery.answer.status : null,
    fault: fault?.kind ?? null
  }
}

function visibleHeaders({ headers }: Received): Record<string, string> {
  const visible = Object.entries(headers).filter(([name]) => !secretHeaders.has(name))
  return Object.fromEntries(visible.map(([name, value]) => [name, String(value)]))
}

// Works on the text, since what is recorded is what came, also when it is not valid JSON.
function visibleBody(body: string, secretMembers: readonly string[]): string {
  if (secretMembers.length === 0) return body
  const secrets = new RegExp(`"(${secretMembers.join('|')})"\\s*:\\s*"(?:[^"\\\\]|\\\\.)*"?`, 'g')
  return body.replaceAll(secrets, '"$1":"[redacted]"')
}
