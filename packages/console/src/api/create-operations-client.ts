import type {
  DeadLetterCount,
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterQuery,
  DeadLetterSelection,
  Dropped,
  EventDetail,
  EventPage,
  EventQuery,
  EventWay,
  History,
  InstanceStatus,
  Job,
  OutcomePage,
  OutcomeQuery,
  RetriedEdited,
  Status
} from '@waybill/server/operations'
import { createApiCalls } from './call-api'
import type { ApiOptions } from './call-api'

/** The calls of the operations API that the page makes. */
export interface OperationsClient {
  readonly status: () => Promise<Status>
  readonly history: () => Promise<History>
  readonly pause: (instance: string, reason: string) => Promise<InstanceStatus>
  readonly resume: (instance: string) => Promise<InstanceStatus>
  readonly events: (query: EventQuery) => Promise<EventPage>
  readonly event: (id: string) => Promise<EventDetail>
  readonly outcomes: (query: OutcomeQuery) => Promise<OutcomePage>
  readonly deadLetters: (query: DeadLetterQuery) => Promise<DeadLetterPage>
  readonly countDeadLetters: (filter: DeadLetterFilter) => Promise<DeadLetterCount>
  readonly deadLetter: (position: number) => Promise<DeadLetterDetail>
  readonly tryEvent: (position: number, event: unknown, signal: AbortSignal) => Promise<EventWay>
  readonly retryEdited: (position: number, event: unknown) => Promise<RetriedEdited>
  readonly retry: (selection: DeadLetterSelection) => Promise<Job>
  readonly drop: (selection: DeadLetterSelection) => Promise<Dropped>
}

export function createOperationsClient(options: ApiOptions): OperationsClient {
  const { get, post } = createApiCalls(options)
  return {
    status: () => get('status'),
    history: () => get('history'),
    pause: (instance, reason) => post(`instances/${encodeURIComponent(instance)}/pause`, { reason }),
    resume: (instance) => post(`instances/${encodeURIComponent(instance)}/resume`, {}),
    events: (query) => get(`events${queryText(query)}`),
    event: (id) => get(`events/${encodeURIComponent(id)}`),
    outcomes: (query) => get(`outcomes${queryText(query)}`),
    deadLetters: (query) => get(`dead-letters${queryText(query)}`),
    countDeadLetters: (filter) => get(`dead-letters/count${queryText(filter)}`),
    deadLetter: (position) => get(`dead-letters/${position}`),
    tryEvent: (position, event, signal) => post(`dead-letters/${position}/try`, { event }, signal),
    retryEdited: (position, event) => post(`dead-letters/${position}/retry`, { event }),
    retry: (selection) => post('dead-letters/retry', { selection }),
    drop: (selection) => post('dead-letters/drop', { selection })
  }
}

function queryText(query: object): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, String(value))
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
