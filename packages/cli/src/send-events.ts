import { systemClock } from '@waybill/runner'
import { createFileRunner } from './file-runner'
import type { FileRunner, FileRunnerOptions, LinedEvent } from './file-runner'
import type { EventSource, Portion } from './input/read-events'
import { createInputTally } from './input/input-tally'
import type { InputTally, RunningInputTally } from './input/input-tally'
import { aborted, unlessAborted } from './interruption'
import type { Progress } from './output/progress'
import { createRetryNotes } from './output/retry-notes'
import { createTally } from './output/tally'
import type { DestinationTally, Tally } from './output/tally'
import { UsageError } from './usage-error'

/** One destination to send to. */
export type Target = FileRunnerOptions

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
      await unlessAborted(interrupt, acceptPortion(portion, sendings, input))
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
    destinations: sendings.map(({ tally, runner }) => tally.result(runner.unfinished())),
    seconds: (systemClock.now() - started) / 1000,
    interrupted: interrupt.aborted
  }
}

interface Sending {
  readonly runner: FileRunner
  readonly tally: Tally
  /** Resolves after an interruption, when the requests under way have been answered or given up. */
  readonly stopped: Promise<void>
}

function startSending(target: Target, progress: Progress, interrupt: AbortSignal): Sending {
  const { destination } = target.plan
  const tally = createTally(destination)
  const retryNotes = createRetryNotes(destination.name, progress, systemClock)
  const runner = createFileRunner(target, (event) => {
    tally.tell(event)
    retryNotes(event)
  })
  return { runner, tally, stopped: aborted(interrupt).then(() => runner.stop()) }
}

async function acceptPortion(
  { events }: Portion,
  sendings: readonly Sending[],
  input: RunningInputTally
): Promise<void> {
  const readable: LinedEvent[] = []
  for (const read of events) {
    input.add(read)
    if (read.kind === 'event') readable.push(read)
  }
  if (readable.length > 0) await Promise.all(sendings.map(({ runner }) => runner.accept(readable)))
}
