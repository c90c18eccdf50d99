import { createPreview } from '@waybill/runner'
import type { Clock, Instance } from '@waybill/runner'
import type { EventLog } from '../event-log/event-log'
import type { LogEntry, LogPosition } from '../event-log/read-event-files'
import { showRequest } from '../tester/show-request'
import type { ServiceCore, SourcedEvent } from '../service/service-core'
import type { EventFilter, Job, ReplayPreview, ShownRequest } from './contract'
import { isMeant, rangeOf } from './event-filter'
import { redactorOf } from './event-way'
import type { Jobs, JobWork } from './jobs'
import type { ReplayTask } from './kept-job'
import { takeAtPace } from './pace'

/** So many requests are shown, and so many reasons told apart. */
const SAMPLES = 5
const REASONS = 20

/** What a replay would send, without sending it. */
export async function previewReplay(log: EventLog, instance: Instance, filter: EventFilter): Promise<ReplayPreview> {
  const { plan } = instance
  const redactor = redactorOf(plan)
  const counts = { events: 0, wanted: 0, skipped: 0, rejected: 0, requests: 0 }
  const samples: ShownRequest[] = []
  const reasons = new Map<string, number>()
  const preview = createPreview({
    plan,
    request: ({ request }) => {
      counts.requests += 1
      if (samples.length < SAMPLES) samples.push(showRequest(request, redactor))
    },
    ended: ({ ended }) => {
      if (!('reason' in ended)) return
      const reason = reasons.has(ended.reason) || reasons.size < REASONS ? redactor.text(ended.reason) : 'other reasons'
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
  })
  for await (const entry of meantEvents(log, filter)) {
    counts.events += 1
    counts[fateOf(instance, entry)] += 1
    preview.accept(entry.event, entry.id)
  }
  preview.finish()
  const byCount = Array.from(reasons, ([reason, events]) => ({ reason, events }))
  return { ...counts, samples, reasons: byCount.toSorted((first, second) => second.events - first.events) }
}

/** Wanted, if anything would be sent of it; else rejected, if a subscription that matches cannot take it. */
function fateOf({ plan }: Instance, { event }: LogEntry): 'wanted' | 'rejected' | 'skipped' {
  const kinds = new Set(plan.plan(event).map((planned) => planned.kind))
  if (kinds.has('items')) return 'wanted'
  return kinds.has('rejected') ? 'rejected' : 'skipped'
}

async function* meantEvents(log: EventLog, filter: EventFilter, after?: LogPosition): AsyncGenerator<LogEntry> {
  for await (const entry of log.read({ ...rangeOf(filter), after })) if (isMeant(filter, entry)) yield entry
}

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
  readonly log: EventLog
  readonly instance: Instance
  readonly accept: ServiceCore['accept']
  readonly clock: Clock
}

/**
 * Goes on behind what is done. To begin anew would be harmless only as long as the ids of all that was sent are remembered,
 * and a replay may take longer than that.
 */
export async function runReplay(
  { log, instance, accept, clock }: ReplayTools,
  task: ReplayTask,
  { progress, signal }: JobWork
): Promise<void> {
  const { name, perSecond } = task
  const entries = meantEvents(log, task.filter, task.after)
  await takeAtPace({ clock, signal, perSecond }, async (most) => {
    const portion = await nextWanted(entries, instance, most)
    const last = portion.at(-1)
    if (last === undefined) return 0
    const events = portion.map((entry) => repeated(entry, instance.id, name))
    if (!(await acceptPatiently(events))) return 0
    progress(portion.length, { ...task, after: last.position })
    return portion.length
  })

  /** When there is no room, the service says for how long. Says whether they were accepted before the job is interrupted. */
  async function acceptPatiently(events: readonly SourcedEvent[]): Promise<boolean> {
    while (!signal.aborted) {
      const acceptance = await accept(events)
      if (acceptance.kind === 'accepted') return true
      await clock.wait(acceptance.retryAfterSeconds * 1000, signal)
    }
    return false
  }
}

const repeated = ({ id, source, event }: LogEntry, instance: string, name: string): SourcedEvent => ({
  source,
  event,
  id: `${id}~replay-${name}`,
  instances: new Set([instance])
})

async function nextWanted(
  entries: AsyncGenerator<LogEntry>,
  instance: Instance,
  most: number
): Promise<readonly LogEntry[]> {
  const wanted: LogEntry[] = []
  while (wanted.length < most) {
    const next = await entries.next()
    if (next.done === true) break
    if (fateOf(instance, next.value) !== 'skipped') wanted.push(next.value)
  }
  return wanted
}
