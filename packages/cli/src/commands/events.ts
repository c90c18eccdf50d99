import type { EventDetail, EventPage, LoggedEvent, OutcomePage } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { outcomesText, wayLines } from '../operations/operation-text'
import { escapedLines } from '../output/escape-controls'
import type { Terminal } from '../output/terminal'

/** Which past events. */
export interface EventFilterFlags {
  readonly from?: number
  readonly until?: number
  readonly user?: string
  readonly messageId?: string
  readonly type?: string
  readonly event?: string
  readonly source?: string
}

export interface ListEventsFlags extends OperationsFlags, EventFilterFlags {
  readonly maximum?: number
}

/** `actions-cli events list`: past events out of the log of a running service. */
export async function listEvents(flags: ListEventsFlags, terminal: Terminal): Promise<number> {
  const { data: _, url: __, json = false, ...query } = flags
  const client = await openClient(flags, terminal)
  const page = await client.get<EventPage>('/events', query)
  if (json) terminal.out(`${JSON.stringify(page)}\n`)
  else {
    terminal.out(
      page.events.length === 0 ? 'The log has no such events.\n' : `${escapedLines(page.events.map(eventLine))}\n`
    )
    if (page.more) terminal.out('There are more; narrow it down, or raise --maximum.\n')
  }
  return EXIT.ok
}

const eventLine = ({ id, acceptedAt, source, event }: LoggedEvent): string => {
  const user = event.userId ?? event.anonymousId ?? 'nobody'
  return `${new Date(acceptedAt).toISOString()}  ${id}  ${source}  ${user}  ${event.event ?? event.name ?? event.type}`
}

/** `actions-cli events show`: one event's whole way: what each instance makes of it, and what became of it. */
export async function showEvent(id: string, flags: OperationsFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const detail = await client.get<EventDetail>(`/events/${encodeURIComponent(id)}`)
  terminal.out(flags.json ? `${JSON.stringify(detail)}\n` : detailText(detail))
  return EXIT.ok
}

const detailText = (detail: EventDetail): string =>
  [
    escapedLines([
      eventLine(detail),
      '',
      ...JSON.stringify(detail.event, null, 2).split('\n'),
      '',
      ...detail.ways.flatMap((way) => [`${way.instance}:`, ...wayLines(way), '']),
      'What became of it:'
    ]),
    outcomesText(detail.outcomes)
  ].join('\n')

export interface OutcomesFlags extends OperationsFlags {
  readonly user?: string
  readonly messageId?: string
  readonly instance?: string
  readonly kind?: string
  readonly maximum?: number
}

/** `actions-cli outcomes`: what became of events. */
export async function outcomes(flags: OutcomesFlags, terminal: Terminal): Promise<number> {
  const { data: _, url: __, json = false, ...query } = flags
  const client = await openClient(flags, terminal)
  const page = await client.get<OutcomePage>('/outcomes', query)
  terminal.out(json ? `${JSON.stringify(page)}\n` : outcomesText(page.outcomes))
  return EXIT.ok
}
