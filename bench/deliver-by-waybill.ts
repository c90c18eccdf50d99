import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileDestination } from '@waybill/kit'
import type { Destination, SegmentEvent } from '@waybill/kit'
import { createRunner, createUndiciTransport, systemClock } from '@waybill/runner'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import type { DeliveryAnswer, DeliveryRequest } from './delivery-work'
import { manyLines } from './events'
import { settingsFor } from './settings'
import { toSink } from './to-sink'

// As many events as a client sends at once: Segment's libraries and API take up to 2500.
const PORTION = 500

/** From the text of events to their delivery, with the durable store on. */
export async function deliverByWaybill(
  destination: Destination,
  { sink, events: count }: DeliveryRequest
): Promise<Omit<DeliveryAnswer, 'peakRssMb'>> {
  const compiled = compileDestination(destination, { settings: settingsFor(destination) })
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
  const store = await createEmbeddedStore({ path: join(folder, 'queue') })
  const acceptedAt = new Map<string, number>()
  const waits: number[] = []
  let requests = 0
  const transport = createUndiciTransport()
  const runner = createRunner({
    instances: [{ id: 'bench', plan: compiled.plan, requestsPerWindow: 1_000_000 }],
    store,
    transport: { ...transport, send: (request, options) => transport.send(toSink(request, sink), options) },
    clock: systemClock,
    random: Math.random,
    tell: (event) => {
      if (event.kind === 'request-ended') requests += 1
      else if (event.kind === 'delivery-ended') {
        const accepted = acceptedAt.get(event.delivery.id)
        if (accepted !== undefined) waits.push(performance.now() - accepted)
      }
    },
    maximumBacklog: 4000
  })
  await runner.start()
  const lines = manyLines(count)
  const started = performance.now()
  for (let first = 0; first < count; first += PORTION) {
    const size = Math.min(PORTION, count - first)
    const portion = Array.from({ length: size }, (_, index) => {
      const body = lines[first + index] ?? '{}'
      return { id: String(first + index), body, event: JSON.parse(body) as SegmentEvent }
    })
    await runner.accept(portion)
    const now = performance.now()
    for (const { id } of portion) acceptedAt.set(id, now)
  }
  await runner.finish()
  const seconds = (performance.now() - started) / 1000
  await runner.stop(0)
  await store.close()
  await transport.close()
  rmSync(folder, { recursive: true })
  waits.sort((one, other) => one - other)
  const at = (share: number) => waits[Math.floor(waits.length * share)] ?? Number.NaN
  return { events: count, seconds, requests, p50Ms: at(0.5), p99Ms: at(0.99) }
}
