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
  const batch = work === 'onBatch' ? (action?.endpoint.limits.items ?? 1000) : 1
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) {
      const size = Math.min(batch, count - next)
      const events = Array.from({ length: size }, () => JSON.parse(lines[next++] ?? '{}') as SegmentEvent)
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
