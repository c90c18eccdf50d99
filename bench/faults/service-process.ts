import { destinations } from '@waybill/destinations'
import { createUndiciTransport } from '@waybill/runner'
import type { OutcomeRecord } from '@waybill/runner'
import { readConfiguration } from '@waybill/server'
import type { ServicePart } from '@waybill/server'
import { startConfigured } from '../../packages/cli/src/service/start-configured'
import { settingsFor } from '../settings'
import { toSink } from '../to-sink'

/** What a process to be killed is started with. */
export interface ServiceProcessRequest {
  readonly folder: string
  /** Where its vendor listens. */
  readonly vendor: string
  /** The destination, of which every event becomes one item. */
  readonly slug: string
  readonly reserveMegabytes?: number
}

/** What it tells. */
export type ServiceProcessMessage =
  | { readonly kind: 'started'; readonly url: string }
  | { readonly kind: 'store-full' }
  | ({ readonly kind: 'finished' } & ServiceProcessAnswer)

/** What it answers when it is told to finish: everything that it has recorded since the file was made. */
export interface ServiceProcessAnswer {
  readonly outcomes: readonly Pick<OutcomeRecord, 'messageId' | 'kind' | 'unknown'>[]
  readonly waiting: number
}

export const WRITE_KEY = 'wk_faults'

async function main({ folder, vendor, slug, reserveMegabytes = 0 }: ServiceProcessRequest): Promise<void> {
  const read = readConfiguration(
    JSON.stringify({
      http: { port: 0 },
      operations: { port: 0 },
      data: { reserveMegabytes },
      sources: { faults: { writeKeys: [WRITE_KEY] } },
      destinations: { [slug]: {} }
    }),
    { destinations, sourceKinds: [], environment: {}, folder, settingsOf: settingsFor }
  )
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const transport = createUndiciTransport()
  const toVendor: typeof transport.send = (request, options) => transport.send(toSink(request, vendor), options)
  const service = await startConfigured({
    configuration: read.configuration,
    readAgain: async () => read,
    vendors: { transport: { ...transport, send: toVendor }, transportOf: () => undefined, close: transport.close },
    environment: {},
    isForPerson: false,
    log: teller,
    tuning: { lingerMilliseconds: 5 }
  })
  tellParent({ kind: 'started', url: service.url })
  process.once('message', () => {
    void finish().then((answer) => tellParent({ kind: 'finished', ...answer }, () => process.exit()))
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

const teller: ServicePart = {
  name: 'teller',
  open: async () => ({
    tell: ({ kind }) => {
      if (kind === 'store-full') tellParent({ kind })
    },
    close: async () => undefined
  })
}

const tellParent = (message: ServiceProcessMessage, sent?: () => void): void => void process.send?.(message, sent)

process.once('message', (request) => void main(request as ServiceProcessRequest))
process.on('disconnect', () => process.exit())
