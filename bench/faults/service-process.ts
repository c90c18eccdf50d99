import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { destinations } from '@waybill/destinations'
import { createUndiciTransport, systemClock } from '@waybill/runner'
import type { OutcomeRecord } from '@waybill/runner'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import { readConfiguration, startService } from '@waybill/server'
import { settingsFor } from '../settings'
import { toSink } from '../to-sink'

/** What a process to be killed is started with. */
export interface ServiceProcessRequest {
  readonly folder: string
  /** Where its vendor listens. */
  readonly vendor: string
  /** The destination, of which every event becomes one item. */
  readonly slug: string
}

/** What it answers when it is told to finish: everything that it has recorded since the file was made. */
export interface ServiceProcessAnswer {
  readonly outcomes: readonly Pick<OutcomeRecord, 'messageId' | 'kind' | 'unknown'>[]
  readonly waiting: number
}

export const WRITE_KEY = 'wk_faults'

async function main({ folder, vendor, slug }: ServiceProcessRequest): Promise<void> {
  const read = readConfiguration(
    JSON.stringify({
      http: { port: 0 },
      sources: { faults: { writeKeys: [WRITE_KEY] } },
      destinations: { [slug]: {} }
    }),
    { destinations, sourceKinds: [], environment: {}, folder, settingsOf: settingsFor }
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const transport = createUndiciTransport()
  const service = await startService({
    configuration: read.configuration,
    readAgain: async () => read,
    store: await createEmbeddedStore({ path: join(folder, 'queue.db') }),
    transport: { ...transport, send: (request, options) => transport.send(toSink(request, vendor), options) },
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    parts: [],
    tuning: { lingerMilliseconds: 5 }
  })
  process.send?.(service.url)
  process.once('message', () => {
    void finish().then((answer) => process.send?.(answer, () => process.exit()))
  })

  async function finish(): Promise<ServiceProcessAnswer> {
    const { runner, store } = service.core
    await runner.finish()
    const outcomes = await store.outcomes({ maximum: Number.MAX_SAFE_INTEGER })
    const waiting = runner.status().reduce((sum, lane) => sum + lane.inMemory + lane.waiting, 0)
    await service.stop('All is done.')
    await transport.close()
    return { outcomes: outcomes.map(({ messageId, kind, unknown }) => ({ messageId, kind, unknown })), waiting }
  }
}

process.once('message', (request) => void main(request as ServiceProcessRequest))
process.on('disconnect', () => process.exit())
