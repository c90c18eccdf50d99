import type * as ActionsCore from '@segment/actions-core'
import { presetSubscriptions } from '@waybill/kit'
import type { Destination, SegmentEvent } from '@waybill/kit'
import type * as KitSegment from '@waybill/kit/segment'
import { settingsFor } from './settings'

/** Segment's runtime with the same definition and subscriptions, event by event. Its memory of responses is cleared. */
export function onEach(destination: Destination, events: readonly SegmentEvent[]): () => Promise<number> {
  require('./stub-fetch')
  const { runtime, settings } = segmentRuntime(destination)
  return async () => {
    for (const event of events) await runtime.onEvent(event as never, settings).catch(() => undefined)
    runtime.responses.length = 0
    return events.length
  }
}

/** The same with a thousand events at once. */
export function onThousand(destination: Destination, events: readonly SegmentEvent[]): () => Promise<number> {
  require('./stub-fetch')
  const { runtime, settings } = segmentRuntime(destination)
  const batch = Array.from({ length: 1000 }, (_, index) => events[index % events.length] as SegmentEvent)
  return async () => {
    await runtime.onBatch(batch as never, settings).catch(() => undefined)
    runtime.responses.length = 0
    return batch.length
  }
}

/** Segment's runtime of a destination, with its presets: loaded only where it is measured, after what replaces its client. */
export function segmentRuntime(destination: Destination) {
  const { Destination: SegmentDestination } = require('@segment/actions-core') as typeof ActionsCore
  const { toSegment } = require('@waybill/kit/segment') as typeof KitSegment
  const runtime = new SegmentDestination(toSegment(destination))
  const settings = { ...settingsFor(destination), subscriptions: presetSubscriptions(destination) } as never
  return { runtime, settings }
}
