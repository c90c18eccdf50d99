import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { destinations } from '@waybill/destinations'
import { createUndiciTransport, systemClock } from '@waybill/runner'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import { readConfiguration, startService } from '@waybill/server'
import type { ServicePart } from '@waybill/server'
import type { ServiceAnswer, ServiceRequest, ServiceStarted } from './service-work'
import { settingsFor } from './settings'
import { toSink } from './to-sink'

/** A service as `actions-cli run` starts it, with its vendors in the sink. */
async function main({ slugs, sink }: ServiceRequest): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
  const path = join(folder, 'queue.db')
  const read = readConfiguration(
    JSON.stringify({
      http: { port: 0 },
      sources: { bench: { writeKeys: ['wk_bench'] } },
      destinations: Object.fromEntries(slugs.map((slug) => [slug, {}]))
    }),
    { destinations, sourceKinds: [], environment: {}, folder, settingsOf: settingsFor }
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const counts = { delivered: 0, requests: 0 }
  const counter: ServicePart = {
    name: 'counter',
    open: async () => ({
      tell: ({ kind }) => {
        if (kind === 'delivery-ended') counts.delivered += 1
        if (kind === 'request-ended') counts.requests += 1
      },
      close: async () => undefined
    })
  }
  const transport = createUndiciTransport()
  const service = await startService({
    configuration: read.configuration,
    readAgain: async () => read,
    store: await createEmbeddedStore({ path }),
    transport: { ...transport, send: (request, options) => transport.send(toSink(request, sink), options) },
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    parts: [counter]
  })
  const before = process.cpuUsage()
  process.send?.({ url: service.url } satisfies ServiceStarted)
  process.once('message', () => {
    void finish().then((answer) => process.send?.(answer, () => process.exit()))
  })

  async function finish(): Promise<ServiceAnswer> {
    await service.core.runner.finish()
    const { user, system } = process.cpuUsage(before)
    const fileMb = statSync(path).size / 1e6
    await service.stop('The benchmark is over.')
    await transport.close()
    rmSync(folder, { recursive: true })
    // maxRSS is in kilobytes.
    const peakRssMb = process.resourceUsage().maxRSS / 1024
    return { ...counts, cpuSeconds: (user + system) / 1e6, peakRssMb, fileMb }
  }
}

process.once('message', (request) => void main(request as ServiceRequest))
process.on('disconnect', () => process.exit())
