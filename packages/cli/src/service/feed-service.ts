import { systemClock } from '@waybill/runner'
import type { RunningService } from '@waybill/server'
import type { EventSource } from '../input/read-events'
import { createInputTally } from '../input/input-tally'
import { aborted } from '../interruption'
import type { SendResult } from '../send-events'
import { UsageError } from '../usage-error'

export interface FeedOptions {
  readonly service: RunningService
  /** The source of the configuration that the events count as. */
  readonly source: string
  /** Aborts when the user wants to end: nothing more is read. */
  readonly interrupt: AbortSignal
}

/** Gives every event of a file to a service, and waits until all have ended. */
export async function feedService(
  { name, portions }: EventSource,
  { service, source, interrupt }: FeedOptions
): Promise<Omit<SendResult, 'destinations'>> {
  const started = systemClock.now()
  const input = createInputTally(name)
  for await (const { events } of portions()) {
    if (interrupt.aborted) break
    for (const read of events) input.add(read)
    // A file may hold one `messageId` twice: a line is what its event is known by.
    const readable = events.flatMap((read) =>
      read.kind === 'event' ? [{ source, event: read.event, id: String(read.line) }] : []
    )
    const acceptance = await service.core.accept(readable)
    if (acceptance.kind === 'busy') throw new UsageError(`The service takes no events: ${acceptance.reason}`)
  }
  await Promise.race([service.core.runner.finish(), aborted(interrupt)])
  const seconds = (systemClock.now() - started) / 1000
  return { input: input.result(), seconds, interrupted: interrupt.aborted }
}
