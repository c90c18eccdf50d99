import type { Clock, Instance } from '@waybill/runner'
import type { EventLog } from '../event-log/event-log'
import type { LogEntry } from '../event-log/read-event-files'
import type { ServiceCore, SourcedEvent } from '../service/service-core'
import type { EventFilter, Job } from './contract'
import type { Jobs, JobWork } from './jobs'
import type { ReplayTask } from './kept-job'
import { findInstance } from './operations'
import { takeAtPace } from './pace'
import { replayId } from './repeat-id'
import { fateOf, meantEvents } from './replay-fate'

export interface Replay {
  readonly instance: Instance
  readonly filter: EventFilter
  readonly name: string
  readonly perSecond: number | undefined
}

/** Sends events of the log to one instance once more; what it does not want is passed over. */
export function startReplay(
  { clock, jobs }: { readonly clock: Clock; readonly jobs: Jobs },
  { instance, filter, name, perSecond }: Replay
): Promise<Job> {
  // What is accepted from now on reaches the instance by itself.
  const until = Math.min(filter.until ?? Infinity, clock.now())
  const task: ReplayTask = {
    kind: 'replay',
    instance: instance.id,
    filter: { ...filter, until },
    name,
    perSecond
  }
  return jobs.start({ title: `Replay "${name}" to ${instance.id}.`, total: null, task })
}

export interface ReplayTools {
  readonly core: Pick<ServiceCore, 'instances' | 'configuration' | 'accept' | 'clock'>
  readonly log: Pick<EventLog, 'read'>
}

/**
 * Goes on behind what is done. To begin anew would be harmless only as long as the ids of all that was sent are remembered,
 * and a replay may take longer than that. Instance and sources may change while it runs: what they are now is what counts.
 */
export async function runReplay(
  { core, log }: ReplayTools,
  task: ReplayTask,
  { progress, signal }: JobWork
): Promise<void> {
  const { clock } = core
  const { filter, name, perSecond } = task
  instance()
  const entries = meantEvents({ read: (range) => log.read({ ...range, signal }) }, filter, task.after)
  try {
    await takeAtPace({ clock, signal, perSecond }, sendPortion)
  } finally {
    // It holds a file open.
    await entries.return(undefined)
  }

  async function sendPortion(most: number): Promise<number> {
    const portion = await takeWanted(entries, isWanted, most)
    const last = portion.at(-1)
    if (last === undefined) return 0
    const events = portion.map((entry) => repeated(entry, task.instance, name))
    const repeatedEvents = await acceptPatiently(events)
    if (repeatedEvents === undefined) return 0
    progress(portion.length - repeatedEvents, { repeated: repeatedEvents, task: { ...task, after: last.position } })
    return portion.length
  }

  /** What no subscription wants is passed over; what one cannot take is rejected once more, and recorded. */
  function isWanted(entry: LogEntry): boolean {
    const { kind } = fateOf(entry, { instance: instance(), sources: core.configuration().sources, filter })
    return kind === 'wanted' || kind === 'rejected'
  }

  /** When there is no room, the service says for how long. Says how many were repeats; nothing when the job was interrupted. */
  async function acceptPatiently(events: readonly SourcedEvent[]): Promise<number | undefined> {
    while (!signal.aborted) {
      // For one that is gone they would be accepted, and go nowhere.
      instance()
      const acceptance = await core.accept(events)
      if (acceptance.kind === 'accepted') return acceptance.repeated
      await clock.wait(acceptance.retryAfterSeconds * 1000, signal)
    }
    return undefined
  }

  function instance(): Instance {
    return findInstance({ core }, task.instance)
  }
}

const repeated = ({ id, source, event }: LogEntry, instance: string, name: string): SourcedEvent => ({
  source,
  event,
  id: replayId(id, name),
  instances: new Set([instance])
})

async function takeWanted(
  entries: AsyncGenerator<LogEntry>,
  isWanted: (entry: LogEntry) => boolean,
  most: number
): Promise<readonly LogEntry[]> {
  const wanted: LogEntry[] = []
  while (wanted.length < most) {
    const next = await entries.next()
    if (next.done === true) break
    if (isWanted(next.value)) wanted.push(next.value)
  }
  return wanted
}
