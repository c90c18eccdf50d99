import type { DestinationPlan, SegmentEvent } from '@waybill/kit'
import { createRunner } from '@waybill/runner'
import type { Clock, LifecycleEvent, Transport } from '@waybill/runner'
import type { EventSource } from './input/read-events'
import type { DryRunText, Without } from './output/dry-run-text'
import { createSpool } from './output/spool'

/** Time stands still: a request waits until it is full or the input ends, and nothing else is waited for. */
const stillClock: Clock = {
  now: () => 0,
  wait: (_milliseconds, signal) =>
    signal === undefined || signal.aborted
      ? Promise.resolve()
      : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Accepts every request and sends none. */
const noTransport: Transport = {
  send: () => Promise.resolve({ kind: 'response', response: { status: 200, headers: {}, body: {} } }),
  close: () => Promise.resolve()
}

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
      const { isRequested, without } = await planner.accept(read.event, String(read.line))
      if (without.some(({ kind }) => kind === 'rejected')) failed += 1
      if (isRequested) for (const part of without) tellPartial(part)
      else {
        const reason = mostSevere(without)
        if (reason !== undefined) later.write(text.without(reason))
      }
    }
  }
  failed += await planner.finish()
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
  readonly accept: (event: SegmentEvent, reference: string) => Promise<PlannedEvent>
  /** Writes the last requests; resolves to how many events were found faulty only while their request was made. */
  readonly finish: () => Promise<number>
}

function createPlanner({ plan, text, write, tellPartial }: DryRunOptions): Planner {
  let current: SegmentEvent | undefined
  let without: Without[] = []
  let planned = 0
  let faulty = 0
  const runner = createRunner({
    plan: {
      ...plan,
      plan: (event) => {
        const all = plan.plan(event)
        planned = all.length
        return all
      }
    },
    transport: noTransport,
    clock: stillClock,
    random: () => 0,
    tell
  })
  return {
    accept: async (event, reference) => {
      current = event
      without = []
      await runner.accept(event, reference)
      return { isRequested: planned > without.length, without }
    },
    finish: async () => {
      current = undefined
      await runner.finish()
      return faulty
    }
  }

  function tell(event: LifecycleEvent): void {
    if (event.kind === 'request-started') write(text.request(event))
    if (event.kind !== 'delivery-ended' || event.ended.kind === 'delivered') return
    const { delivery, ended } = event
    const part: Without = { delivery, kind: ended.kind === 'skipped' ? 'skipped' : 'rejected', reason: ended.reason }
    if (delivery.event === current && (ended.kind === 'skipped' || ended.attempts === 0)) without.push(part)
    else {
      faulty += 1
      tellPartial(part)
    }
  }
}

/** An event has one line: a rejection is worth more attention than another subscription that had nothing to send. */
const mostSevere = (parts: readonly Without[]): Without | undefined =>
  parts.find(({ kind }) => kind === 'rejected') ?? parts[0]
