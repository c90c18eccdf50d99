import type { Destination, SegmentEvent } from '@waybill/kit'
import type { DeliveryAnswer, DeliveryRequest } from './delivery-work'
import { manyLines } from './events'
import { fetchFrom } from './redirect-fetch'
import { segmentRuntime } from './segment-runtime'

const CONCURRENCY = 32

/** Segment's runtime with the same definition: event by event with 32 under way, or in batches of the vendor's size. */
export async function deliverBySegment(
  destination: Destination,
  { work, sink, events: count }: DeliveryRequest
): Promise<Omit<DeliveryAnswer, 'peakRssMb'>> {
  const calls = fetchFrom(sink)
  const { runtime, settings } = segmentRuntime(destination)
  const lines = manyLines(count)
  const [action] = Object.values(destination.actions)
  const batch = action?.endpoint.limits.items ?? 1000
  const batches = inBatches(lines, work === 'onBatch' ? batch : 1)
  // Every worker takes from the same iterator, so that none is idle while batches are left.
  const worker = async (): Promise<void> => {
    for (const some of batches) {
      const events = some.map((line) => JSON.parse(line) as SegmentEvent)
      const sent =
        work === 'onBatch' ? runtime.onBatch(events as never, settings) : runtime.onEvent(events[0] as never, settings)
      await sent.catch(() => undefined)
      runtime.responses.length = 0
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: work === 'onBatch' ? 4 : CONCURRENCY }, worker))
  return { events: count, seconds: (performance.now() - started) / 1000, requests: calls() }
}

function* inBatches(lines: readonly string[], size: number): Generator<readonly string[]> {
  for (let start = 0; start < lines.length; start += size) yield lines.slice(start, start + size)
}
