import type { DestinationPlan, Planned, SegmentEvent } from '@waybill/kit'
import { createRunner, systemClock } from '@waybill/runner'
import type { Runner, Transport } from '@waybill/runner'
import type { EventSource, Portion } from './input/read-events'
import { createInputTally } from './input/input-tally'
import type { InputTally, RunningInputTally } from './input/input-tally'
import { interruptible, unlessAborted } from './interruptible'
import type { Progress } from './output/progress'
import { createRetryNotes } from './output/retry-notes'
import { createTally } from './output/tally'
import type { DestinationTally, Tally } from './output/tally'
import { UsageError } from './usage-error'

/** One destination to send to. */
export interface Target {
  readonly plan: DestinationPlan
  readonly transport: Transport
  /** @default what the destination declares */
  readonly requestsPerWindow?: number | undefined
}

export interface SendOptions {
  readonly progress: Progress
  /** Aborts when the user wants to end: nothing more is read or sent. */
  readonly interrupt: AbortSignal
}

export interface SendResult {
  readonly input: InputTally
  readonly destinations: readonly DestinationTally[]
  readonly seconds: number
  readonly interrupted: boolean
}

/** Sends every event of a source to every target, and counts what becomes of them. */
export async function sendEvents(
  source: EventSource,
  targets: readonly Target[],
  { progress, interrupt }: SendOptions
): Promise<SendResult> {
  const started = systemClock.now()
  const sendings = targets.map((target) => startSending(target, progress, interrupt))
  const input = createInputTally(source.name)
  try {
    for await (const portion of source.portions()) {
      await unlessAborted(interrupt, acceptPortion(portion, { sendings, input, interrupt }))
      if (interrupt.aborted) break
      progress.update(portion.readBytes, input.events())
    }
  } catch (error) {
    if (!(error instanceof UsageError) || input.isEmpty()) throw error
    input.endEarly(error.message)
  }
  await Promise.all(sendings.map(({ runner, stopped }) => Promise.race([runner.finish(), stopped])))
  progress.end()
  return {
    input: input.result(),
    destinations: sendings.map(({ tally }) => tally.result()),
    seconds: (systemClock.now() - started) / 1000,
    interrupted: interrupt.aborted
  }
}

interface Sending {
  readonly runner: Runner
  readonly tally: Tally
  readonly stopped: Promise<void>
}

function startSending(target: Target, progress: Progress, interrupt: AbortSignal): Sending {
  const { plan, requestsPerWindow } = target
  const { transport, clock, stopped } = interruptible(target.transport, systemClock, interrupt)
  const tally = createTally(plan.destination)
  const retryNotes = createRetryNotes(plan.destination.name, progress, clock)
  const runner = createRunner({
    plan: counted(plan, tally),
    transport,
    tell: (event) => {
      tally.tell(event)
      retryNotes(event)
    },
    clock,
    random: Math.random,
    ...(requestsPerWindow !== undefined && { requestsPerWindow })
  })
  return { runner, tally, stopped }
}

/** The plan, with what it makes of events counted: that is what has to end, and after an interruption does not. */
const counted = (plan: DestinationPlan, tally: Tally): DestinationPlan => ({
  ...plan,
  plan: (event: SegmentEvent): readonly Planned[] => {
    const planned = plan.plan(event)
    tally.begin(planned.length)
    return planned
  }
})

interface Accepting {
  readonly sendings: readonly Sending[]
  readonly input: RunningInputTally
  readonly interrupt: AbortSignal
}

async function acceptPortion({ events }: Portion, { sendings, input, interrupt }: Accepting): Promise<void> {
  for (const read of events) {
    if (interrupt.aborted) return
    input.add(read)
    if (read.kind !== 'event') continue
    for (const { runner } of sendings) await runner.accept(read.event, String(read.line))
  }
}
