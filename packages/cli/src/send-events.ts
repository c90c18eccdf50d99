import type { DestinationPlan } from '@waybill/kit'
import { systemClock } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { createFileRunner } from './file-runner'
import type { LinedEvent } from './file-runner'
import type { EventSource } from './input/read-events'
import type { InputTally } from './output/summary'
import type { Progress } from './output/progress'
import { createTally } from './output/tally'
import type { DestinationTally } from './output/tally'

/** One destination to send to. */
export interface Target {
  readonly plan: DestinationPlan
  readonly transport: Transport
  /** @default what the destination declares */
  readonly requestsPerWindow?: number | undefined
}

export interface SendResult {
  readonly input: InputTally
  readonly destinations: readonly DestinationTally[]
  readonly seconds: number
}

const MAXIMUM_SHOWN = 20

/** Sends every event of a source to every target, and counts what becomes of them. */
export async function sendEvents(
  source: EventSource,
  targets: readonly Target[],
  progress: Progress
): Promise<SendResult> {
  const started = systemClock.now()
  const tallies = targets.map(({ plan }) => createTally(plan.destination))
  const runners = targets.map((target, index) => createFileRunner(target, (event) => tallies[index]?.tell(event)))
  const unreadable: { line: number; reason: string }[] = []
  let unreadableCount = 0
  let events = 0
  for await (const portion of source.portions()) {
    const readable: LinedEvent[] = []
    for (const read of portion.events) {
      if (read.kind === 'event') readable.push(read)
      else {
        unreadableCount += 1
        if (unreadable.length < MAXIMUM_SHOWN) unreadable.push({ line: read.line, reason: read.reason })
      }
    }
    events += readable.length
    await Promise.all(runners.map((runner) => runner.accept(readable)))
    progress.update(portion.readBytes, events)
  }
  await Promise.all(runners.map((runner) => runner.finish()))
  progress.end()
  return {
    input: { name: source.name, events, unreadable, unreadableCount },
    destinations: tallies.map((tally) => tally.result()),
    seconds: (systemClock.now() - started) / 1000
  }
}
