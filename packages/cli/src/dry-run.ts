import type { DestinationPlan, SegmentEvent } from '@waybill/kit'
import { createPreview } from '@waybill/runner'
import type { LifecycleEvent } from '@waybill/runner'
import type { EventSource } from './input/read-events'
import type { DryRunText, Without } from './output/dry-run-text'
import { createSpool } from './output/spool'

export interface DryRunOptions {
  readonly plan: DestinationPlan
  readonly text: DryRunText
  readonly write: (text: string) => void
  /** Told what did not go through of an event that otherwise makes a request. */
  readonly tellPartial: (without: Without) => void
}

/**
 * Writes the requests that sending would make, and then the events that make none. Returns how many events were rejected,
 * in whole or in part, or could not be read.
 */
export async function dryRun(source: EventSource, options: DryRunOptions): Promise<number> {
  const { text, write, tellPartial } = options
  // Written last, though learned in between; a long input may have more of these than memory should hold.
  const later = createSpool()
  const planner = createPlanner(options)
  let failed = 0
  for await (const { events } of source.portions()) {
    for (const read of events) {
      if (read.kind === 'unreadable') {
        failed += 1
        later.write(text.unreadable(read))
        continue
      }
      const { isRequested, without } = planner.accept(read.event, String(read.line))
      if (without.some(({ kind }) => kind === 'rejected')) failed += 1
      if (isRequested) for (const part of without) tellPartial(part)
      else {
        const reason = mostSevere(without)
        if (reason !== undefined) later.write(text.without(reason))
      }
    }
  }
  failed += planner.finish()
  await later.replay(write)
  return failed
}

interface PlannedEvent {
  /** Whether a request carries the event, or a part of it. */
  readonly isRequested: boolean
  /** What no request was made of. */
  readonly without: readonly Without[]
}

interface Planner {
  readonly accept: (event: SegmentEvent, id: string) => PlannedEvent
  /** Writes the last requests; says how many events were found faulty only while their request was made. */
  readonly finish: () => number
}

function createPlanner({ plan, text, write, tellPartial }: DryRunOptions): Planner {
  let current: SegmentEvent | undefined
  let without: Without[] = []
  let planned = 0
  let faulty = 0
  const preview = createPreview({
    plan: {
      ...plan,
      plan: (event) => {
        const all = plan.plan(event)
        planned = all.length
        return all
      }
    },
    request: (previewed) => write(text.request(previewed)),
    ended
  })
  return {
    accept: (event, id) => {
      current = event
      without = []
      preview.accept(event, id)
      return { isRequested: planned > without.length, without }
    },
    finish: () => {
      current = undefined
      preview.finish()
      return faulty
    }
  }

  function ended({ delivery, ended: how }: Extract<LifecycleEvent, { kind: 'delivery-ended' }>): void {
    if (how.kind === 'delivered') return
    const part: Without = { delivery, kind: how.kind === 'skipped' ? 'skipped' : 'rejected', reason: how.reason }
    if (delivery.event === current) without.push(part)
    else {
      faulty += 1
      tellPartial(part)
    }
  }
}

/** An event has one line: a rejection is worth more attention than another subscription that had nothing to send. */
const mostSevere = (parts: readonly Without[]): Without | undefined =>
  parts.find(({ kind }) => kind === 'rejected') ?? parts[0]
