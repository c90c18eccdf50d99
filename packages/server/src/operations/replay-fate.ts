import type { Instance } from '@waybill/runner'
import type { SourceConfiguration } from '../configuration/service-configuration'
import type { EventLog } from '../event-log/event-log'
import type { LogEntry, LogPosition } from '../event-log/read-event-files'
import type { EventFilter } from './contract'
import { isMeant, rangeOf } from './event-filter'

/** What becomes of an event of the log when it is replayed. */
export type ReplayFate =
  | { readonly kind: 'wanted' }
  /** A subscription matches and cannot take it. */
  | { readonly kind: 'rejected' }
  /** The instance wants nothing of it. */
  | { readonly kind: 'skipped' }
  /** It is not for the instance at all, whatever the instance would make of it. */
  | { readonly kind: 'left-out'; readonly reason: string }

export interface ReplayTarget {
  readonly instance: Instance
  readonly sources: readonly SourceConfiguration[]
  readonly filter: EventFilter
}

/** Events of the log that a replay is asked for, oldest first. */
export async function* meantEvents(
  log: Pick<EventLog, 'read'>,
  filter: EventFilter,
  after?: LogPosition
): AsyncGenerator<LogEntry> {
  for await (const entry of log.read({ ...rangeOf(filter), after })) if (isMeant(filter, entry)) yield entry
}

export function fateOf(entry: LogEntry, target: ReplayTarget): ReplayFate {
  const reason = whyLeftOut(entry, target)
  if (reason !== undefined) return { kind: 'left-out', reason }
  const kinds = new Set(target.instance.plan.plan(entry.event).map((planned) => planned.kind))
  if (kinds.has('items')) return { kind: 'wanted' }
  return { kind: kinds.has('rejected') ? 'rejected' : 'skipped' }
}

const DELETION = 'A deletion request is never repeated, since its user may be back; ask for the deletion again.'

function whyLeftOut({ source, event }: LogEntry, { instance, sources, filter }: ReplayTarget): string | undefined {
  if (event.type === 'delete') return DELETION
  // Who names the source has asked for it.
  if (filter.source !== undefined) return undefined
  const from = sources.find(({ id }) => id === source)
  if (from?.destinations.has(instance.id) === true) return undefined
  const why = from === undefined ? 'is not in the configuration any more' : `does not go to ${instance.id}`
  return `The source "${source}" ${why}; name the source to send its events all the same.`
}
