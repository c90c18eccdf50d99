import { once } from 'node:events'
import { Agent } from 'undici'
import { table, writeResults } from './measure'
import { startProcess } from './start-process'
import { createBodies, postBatch } from './service-load'
import type { ServiceAnswer, ServiceStarted } from './service-work'

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 15)
const CONNECTIONS = 4
const DESTINATIONS = [['customerio'], ['customerio', 'braze-appboy']]
const BATCH_SIZES = [1, 20, 100]

/** Events over HTTP into a service that delivers them meanwhile, with the durable store: accepted in a second, and how fast. */
export async function benchService(): Promise<void> {
  const sink = startProcess('sink.ts')
  const [origin] = (await once(sink, 'message')) as [string]
  const results = []
  for (const slugs of DESTINATIONS) {
    for (const batchSize of BATCH_SIZES) {
      results.push(await measureService({ slugs, sink: origin, batchSize }))
    }
  }
  sink.disconnect()
  writeResults('service', results)
  const head = ['destinations', 'batch', 'accepted/s', 'delivered/s', 'p50 ms', 'p99 ms', 'µs/event', 'RSS MB']
  const rows = results.map((result) => [
    result.destinations,
    String(result.batchSize),
    result.acceptedPerSecond.toFixed(0),
    result.deliveredPerSecond.toFixed(0),
    result.p50Ms.toFixed(1),
    result.p99Ms.toFixed(1),
    result.cpuMicrosecondsPerEvent.toFixed(0),
    result.peakRssMb.toFixed(0)
  ])
  process.stdout.write(`A service over loopback HTTP, ${SECONDS} s each\n\n${table(head, rows)}\n`)
}

interface Measuring {
  readonly slugs: readonly string[]
  readonly sink: string
  readonly batchSize: number
}

async function measureService({ slugs, sink, batchSize }: Measuring) {
  const worker = startProcess('service-worker.ts')
  worker.send({ slugs, sink })
  const [{ url }] = (await once(worker, 'message')) as [ServiceStarted]
  const agent = new Agent({ connections: CONNECTIONS, pipelining: 1 })
  const bodies = createBodies(batchSize)
  const waits: number[] = []
  const started = performance.now()
  const end = started + SECONDS * 1000
  const send = async (): Promise<void> => {
    while (performance.now() < end) {
      const sentAt = performance.now()
      await postBatch(url, bodies(), agent)
      waits.push(performance.now() - sentAt)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, send))
  const acceptedSeconds = (performance.now() - started) / 1000
  worker.send('finish')
  const [answer] = (await once(worker, 'message')) as [ServiceAnswer]
  const deliveredSeconds = (performance.now() - started) / 1000
  await agent.close()
  waits.sort((one, other) => one - other)
  const events = waits.length * batchSize
  if (answer.delivered < events * slugs.length) throw new Error(`${answer.delivered} of ${events} events ended.`)
  return {
    destinations: slugs.join(' + '),
    batchSize,
    events,
    acceptedPerSecond: events / acceptedSeconds,
    deliveredPerSecond: events / deliveredSeconds,
    p50Ms: waits[Math.floor(waits.length * 0.5)] ?? Number.NaN,
    p99Ms: waits[Math.floor(waits.length * 0.99)] ?? Number.NaN,
    cpuMicrosecondsPerEvent: (answer.cpuSeconds * 1e6) / events,
    requests: answer.requests,
    peakRssMb: answer.peakRssMb,
    fileMb: answer.fileMb
  }
}
