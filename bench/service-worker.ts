import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { createUndiciTransport } from '@waybill/runner'
import { readConfiguration } from '@waybill/server'
import type { ServicePart } from '@waybill/server'
import { startConfigured } from '../packages/cli/src/service/start-configured'
import { WRITE_KEY } from './service-load'
import type { ServiceAnswer, ServiceRequest, ServiceSample, ServiceStarted } from './service-work'
import { settingsFor } from './settings'
import { toSink } from './to-sink'

/** A service as `actions-cli run` starts it, with event log, operations port and metrics, and its vendors in the sink. */
async function main({ slugs, sink }: ServiceRequest): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'))
  const read = readConfiguration(
    JSON.stringify({
      http: { port: 0 },
      operations: { port: 0 },
      sources: { bench: { writeKeys: [WRITE_KEY] } },
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
  const toSinks = { ...transport, send: send() }
  const service = await startConfigured({
    configuration: read.configuration,
    readAgain: async () => read,
    vendors: { transport: toSinks, transportOf: () => undefined, close: transport.close },
    environment: {},
    isForPerson: false,
    log: counter
  })
  const file = join(read.configuration.data.folder, 'queue.db')
  const before = process.cpuUsage()
  tellParent({ url: service.url } satisfies ServiceStarted)
  process.on('message', (message) => {
    if (message === 'sample') tellParent(sample())
    else void finish().then((answer) => tellParent(answer, () => process.exit()))
  })

  function send(): typeof transport.send {
    return (request, options) => transport.send(toSink(request, sink), options)
  }

  function sample(): ServiceSample {
    const { rss, heapUsed, external } = process.memoryUsage()
    const { user, system } = process.cpuUsage(before)
    return {
      delivered: counts.delivered,
      cpuSeconds: (user + system) / 1e6,
      rssMb: rss / 2 ** 20,
      heapMb: heapUsed / 2 ** 20,
      externalMb: external / 2 ** 20,
      fileMb: statSync(file).size / 1e6
    }
  }

  async function finish(): Promise<ServiceAnswer> {
    await service.core.runner.finish()
    const { cpuSeconds, fileMb } = sample()
    await service.stop('The benchmark is over.')
    await transport.close()
    rmSync(folder, { recursive: true })
    // maxRSS is in kilobytes.
    const peakRssMb = process.resourceUsage().maxRSS / 1024
    return { ...counts, cpuSeconds, peakRssMb, fileMb }
  }
}

const tellParent = (message: object, sent?: () => void): void => void process.send?.(message, sent)

process.once('message', (request) => void main(request as ServiceRequest))
process.on('disconnect', () => process.exit())
