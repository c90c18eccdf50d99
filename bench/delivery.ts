import { once } from 'node:events'
import { destinations } from '@waybill/destinations'
import type { DeliveryAnswer, DeliveryRequest, DeliveryWork } from './delivery-work'
import { table, writeResults } from './measure'
import { startProcess } from './start-process'

// Enough for a second or two of each, and for all of them within a minute.
const EVENTS: Readonly<Record<DeliveryWork, number>> = { waybill: 24_000, onEvent: 400, onBatch: 6000, bare: 24_000 }

/** Where every item is a request of its own, a sixth of the events takes as long. */
function eventsFor(slug: string, work: DeliveryWork): number {
  const actions = Object.values(destinations[slug]?.actions ?? {})
  const isSingle = actions.some(({ endpoint }) => endpoint.limits.items === 1)
  return isSingle && work !== 'onEvent' ? EVENTS[work] / 6 : EVENTS[work]
}

/** Delivery over loopback HTTP into a sink process: Waybill with its durable store, Segment's runtime, and a bare loop. */
export async function benchDelivery(): Promise<void> {
  const sink = startProcess('sink.ts')
  const [origin] = (await once(sink, 'message')) as [string]
  const results = []
  for (const slug of Object.keys(destinations)) {
    const answers = new Map<DeliveryWork, DeliveryAnswer>()
    for (const work of ['waybill', 'bare', 'onBatch', 'onEvent'] as const) {
      answers.set(work, await deliver({ work, slug, sink: origin, events: eventsFor(slug, work) }))
    }
    const perSecond = (work: DeliveryWork) => {
      const { events = 0, seconds = 1 } = answers.get(work) ?? {}
      return events / seconds
    }
    const { requests = 0, events = 1, p50Ms, p99Ms, peakRssMb } = answers.get('waybill') ?? {}
    results.push({
      destination: slug,
      waybillPerSecond: perSecond('waybill'),
      onEventPerSecond: perSecond('onEvent'),
      onBatchPerSecond: perSecond('onBatch'),
      barePerSecond: perSecond('bare'),
      requestsPerEvent: requests / events,
      p50Ms,
      p99Ms,
      peakRssMb
    })
  }
  sink.disconnect()
  writeResults('delivery', results)
  const head = [
    'destination',
    'waybill/s',
    'onEvent/s',
    'onBatch/s',
    'bare/s',
    'requests/event',
    'p50 ms',
    'p99 ms',
    'RSS MB',
    'waybill/onEvent',
    'waybill/onBatch',
    'waybill/bare'
  ]
  const rows = results.map((result) => [
    result.destination,
    result.waybillPerSecond.toFixed(0),
    result.onEventPerSecond.toFixed(0),
    result.onBatchPerSecond.toFixed(0),
    result.barePerSecond.toFixed(0),
    result.requestsPerEvent.toFixed(4),
    (result.p50Ms ?? Number.NaN).toFixed(0),
    (result.p99Ms ?? Number.NaN).toFixed(0),
    (result.peakRssMb ?? Number.NaN).toFixed(0),
    `${(result.waybillPerSecond / result.onEventPerSecond).toFixed(1)}x`,
    `${(result.waybillPerSecond / result.onBatchPerSecond).toFixed(1)}x`,
    result.waybillPerSecond / result.barePerSecond
  ])
  process.stdout.write(`Delivery over loopback HTTP\n\n${table(head, rows)}\n`)
}

async function deliver(request: DeliveryRequest): Promise<DeliveryAnswer> {
  const worker = startProcess('delivery-worker.ts')
  worker.send(request)
  const [answer] = (await once(worker, 'message')) as [DeliveryAnswer]
  return answer
}
