import { createPreview } from '@waybill/runner'
import type { EventLog } from '../event-log/event-log'
import { showRequest } from '../tester/show-request'
import type { ReplayPreview, ShownRequest } from './contract'
import { redactorOf } from './event-way'
import { fateOf, meantEvents } from './replay-fate'
import type { ReplayTarget } from './replay-fate'

/** So many requests are shown, and so many reasons told apart. */
const SAMPLES = 5
const REASONS = 20

/** What a replay would send, without sending it. */
export async function previewReplay(log: Pick<EventLog, 'read'>, target: ReplayTarget): Promise<ReplayPreview> {
  const { plan } = target.instance
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
      if ('reason' in ended) countReason(ended.reason)
    }
  })
  for await (const entry of meantEvents(log, target.filter)) {
    const fate = fateOf(entry, target)
    counts.events += 1
    counts[fate.kind === 'left-out' ? 'skipped' : fate.kind] += 1
    if (fate.kind === 'left-out') countReason(fate.reason)
    else preview.accept(entry.event, entry.id)
  }
  preview.finish()
  const byCount = Array.from(reasons, ([reason, events]) => ({ reason, events }))
  return { ...counts, samples, reasons: byCount.toSorted((first, second) => second.events - first.events) }

  function countReason(text: string): void {
    const redacted = redactor.text(text)
    const reason = reasons.has(redacted) || reasons.size < REASONS ? redacted : 'other reasons'
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
}
