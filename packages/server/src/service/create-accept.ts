import { QueueStoreError } from '@waybill/runner'
import type { Clock, IncomingEvent, Runner } from '@waybill/runner'
import type { Acceptance } from './acceptance'
import { isNew } from './is-new'
import { NO_ROOM } from './no-room'
import type { NoRoom } from './no-room'
import type { RunningConfiguration } from './running-configuration'
import type { Readiness, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'

export interface AcceptOptions {
  readonly running: Pick<RunningConfiguration, 'configuration'>
  readonly runner: Runner
  readonly readiness: () => Readiness
  readonly noRoom: Pick<NoRoom, 'isKnown' | 'notice'>
  readonly keep: (events: readonly SourcedEvent[]) => Promise<unknown>
  readonly clock: Clock
  readonly tell: (event: ServiceEvent) => void
}

// Long enough for something to change, short enough for clients that wait.
const RETRY_AFTER_SECONDS = 10

const SOURCE_GONE = 'The configuration has just been changed; send it again.'

const NOT_WRITTEN = 'The events cannot be written to disk.'

/** Takes events into the queue, all of a call or none. */
export function createAccept(options: AcceptOptions): (events: readonly SourcedEvent[]) => Promise<Acceptance> {
  const { clock, tell } = options
  return async (events) => {
    if (events.length === 0) return { kind: 'accepted', repeated: 0 }
    const readiness = options.readiness()
    if (!readiness.ready) return refuse(events, readiness.reasons.join(' '), readiness.reasons.join(' '))
    const startedAt = clock.now()
    const incoming = route(events)
    if (incoming === undefined) return refuse(events, SOURCE_GONE, SOURCE_GONE)
    let repeated: ReadonlySet<number>
    try {
      // Whether an event is repeated is known once the queue has it. The log does not wait for that, or every sender would
      // wait for one write after the other: it keeps a repeated event once more.
      const [positions] = await Promise.all([options.runner.accept(incoming), options.keep(events)])
      repeated = new Set(positions)
    } catch (error) {
      // What it may have written of them meanwhile is dropped by their ids when they are sent again.
      options.noRoom.notice(error)
      const reason = error instanceof QueueStoreError ? error.message : NOT_WRITTEN
      return refuse(events, reason, options.noRoom.isKnown() ? NO_ROOM : NOT_WRITTEN)
    }
    tellAccepted(
      events.filter((event, position) => isNew(event) && !repeated.has(position)),
      clock.now() - startedAt
    )
    tellRepeated(events.filter((event, position) => isNew(event) && repeated.has(position)))
    return { kind: 'accepted', repeated: repeated.size }
  }

  /** Undefined when a source has gone since the request came in: sent again, it reaches whoever has its key now. */
  function route(events: readonly SourcedEvent[]): readonly IncomingEvent[] | undefined {
    const bySource = new Map(options.running.configuration().sources.map(({ id, destinations }) => [id, destinations]))
    const incoming: IncomingEvent[] = []
    for (const { source, instances = bySource.get(source), ...rest } of events) {
      if (instances === undefined) return undefined
      incoming.push({ ...rest, instances })
    }
    return incoming
  }

  function refuse(events: readonly SourcedEvent[], reason: string, publicReason: string): Acceptance {
    for (const [source, ofSource] of groupBySource(events.filter(isNew))) {
      tell({ kind: 'accepting-refused', source, reason, events: ofSource.length })
    }
    return { kind: 'busy', reason: publicReason, retryAfterSeconds: RETRY_AFTER_SECONDS }
  }

  function tellAccepted(events: readonly SourcedEvent[], milliseconds: number): void {
    for (const [source, ofSource] of groupBySource(events)) {
      tell({ kind: 'events-accepted', source, events: ofSource.map(({ event }) => event), milliseconds })
    }
  }

  function tellRepeated(events: readonly SourcedEvent[]): void {
    for (const [source, { length }] of groupBySource(events)) tell({ kind: 'events-repeated', source, events: length })
  }
}

function groupBySource(events: readonly SourcedEvent[]): ReadonlyMap<string, readonly SourcedEvent[]> {
  const groups = new Map<string, SourcedEvent[]>()
  for (const event of events) {
    const group = groups.get(event.source)
    if (group === undefined) groups.set(event.source, [event])
    else group.push(event)
  }
  return groups
}
