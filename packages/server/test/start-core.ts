import type { SegmentEvent } from '@waybill/kit'
import { createMemoryStore, createRunner } from '@waybill/runner'
import type { Instance, QueueStore, RunnerOptions, Transport } from '@waybill/runner'
import { planAcme, SECRET } from '../../runner/test/acme'
import { createFakeClock } from '../../runner/test/fake-clock'
import type { FakeClock } from '../../runner/test/fake-clock'
import { createVendor } from '../../runner/test/vendor'
import type { Vendor } from '../../runner/test/vendor'
import type { ServiceConfiguration } from '../src/configuration/service-configuration'
import { createAccept } from '../src/service/create-accept'
import { createNoRoom } from '../src/service/no-room'
import type { ServiceCore } from '../src/service/service-core'
import type { ServiceEvent } from '../src/service/service-event'
import type { OpenPart, ServicePart } from '../src/service/service-part'

/** A running service without its HTTP side: the runner of Acme, a store in memory, and parts of the service under test. */
export interface TestCore {
  readonly core: ServiceCore
  readonly clock: FakeClock
  readonly vendor: Vendor
  readonly store: QueueStore
  readonly told: readonly ServiceEvent[]
  readonly parts: readonly OpenPart[]
  /** Tells the parts what the service would. */
  readonly tell: (event: ServiceEvent) => void
  /** Takes events in by the source `website`. */
  readonly accept: (...events: readonly SegmentEvent[]) => Promise<void>
  readonly acceptBy: (source: string, ...events: readonly SegmentEvent[]) => Promise<void>
  /** Goes on with other instances or sources, as a reload does. */
  readonly change: (to: Pick<TestCoreOptions, 'instances' | 'sources'>) => Promise<void>
  /** Sends all there is. */
  readonly finish: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface TestCoreOptions extends Partial<RunnerOptions> {
  readonly parts?: readonly ServicePart[]
  /** The data folder. */
  readonly folder?: string
  /** @default one, `acme` */
  readonly instances?: readonly Instance[]
  /** The instances that each source goes to. @default `website`, to all of them */
  readonly sources?: Sources
  /** What the operations section of the configuration has beside the usual. */
  readonly operations?: Partial<ServiceConfiguration['operations']>
  readonly transportOf?: (vendor: Vendor, clock: FakeClock) => Transport
}

type Sources = Readonly<Record<string, readonly string[]>>

export async function startCore({
  parts = [],
  folder = '',
  operations,
  transportOf,
  instances = [{ id: 'acme', plan: planAcme() }],
  sources,
  ...options
}: TestCoreOptions = {}): Promise<TestCore> {
  let now = { instances, sources }
  const configuration = (): ServiceConfiguration => configurationOf({ folder, operations, ...now })
  const clock = createFakeClock()
  const vendor = createVendor({ clock })
  const store = options.store ?? createMemoryStore()
  const told: ServiceEvent[] = []
  const open: OpenPart[] = []
  const tell = (event: ServiceEvent): void => {
    told.push(event)
    for (const part of open) part.tell?.(event)
  }
  const transport = transportOf?.(vendor, clock) ?? vendor
  const runner = createRunner({ instances, store, transport, clock, random: () => 0.5, tell, ...options })
  const accept = createAccept({
    running: { configuration },
    runner,
    readiness: () => ({ ready: true }),
    noRoom: createNoRoom(clock),
    keep: (events) => Promise.all(open.map(async (part) => part.keep?.(events))),
    clock,
    tell
  })
  const acceptBy: TestCore['acceptBy'] = async (source, ...events) => {
    const acceptance = await accept(events.map((event) => ({ event, source })))
    if (acceptance.kind === 'busy') throw new Error(acceptance.reason)
  }
  const core: ServiceCore = {
    configuration,
    readiness: () => ({ ready: true }),
    reload: () => Promise.resolve({ ok: true }),
    instances: () => now.instances,
    runner,
    store,
    transport,
    clock,
    accept,
    tell,
    redact: (text) =>
      text.replaceAll(SECRET, '‹redacted›').replaceAll(JSON.stringify(SECRET).slice(1, -1), '‹redacted›')
  }
  for (const part of parts) open.push(await part.open(core))
  const recovery = await clock.runUntil(runner.start())
  tell({ kind: 'service-started', recovery, instances: instances.length, sources: 1, url: 'http://127.0.0.1:1' })
  return {
    core,
    clock,
    vendor,
    store,
    told,
    parts: open,
    tell,
    accept: (...events) => acceptBy('website', ...events),
    acceptBy,
    change: async (to) => {
      now = { ...now, ...to }
      await settle(runner.reconfigure(now.instances, 0), clock)
    },
    finish: () => clock.runUntil(runner.finish()),
    close: async () => {
      await clock.runUntil(runner.stop(0))
      for (const part of open.toReversed()) await settle(part.close(), clock)
      await store.close()
    }
  }
}

/** Waits for what needs the network or the disk as well, and lets those go on that wait for no time at all. */
async function settle(work: Promise<void>, clock: FakeClock): Promise<void> {
  const state = { isOver: false }
  const over = work.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) await clock.advance(0)
  await over
}

interface TestConfiguration extends Required<Pick<TestCoreOptions, 'folder' | 'instances'>> {
  readonly sources: Sources | undefined
  readonly operations: TestCoreOptions['operations']
}

const configurationOf = ({
  folder,
  operations,
  instances,
  sources = { website: instances.map(({ id }) => id) }
}: TestConfiguration): ServiceConfiguration => ({
  http: {
    host: '127.0.0.1',
    port: 0,
    maximumConnections: 100,
    trustForwardedFor: false,
    shutdownSeconds: 1
  },
  data: { folder, reserveMegabytes: 0, maximumWaiting: 1_000_000, rememberHours: 24 },
  operations: {
    host: '127.0.0.1',
    port: 0,
    metricsHost: '127.0.0.1',
    eventLogDays: 7,
    eventLogMegabytes: 10,
    ...operations
  },
  sources: Object.entries(sources).map(([id, destinations]) => ({
    kind: 'segment',
    id,
    writeKeys: [],
    origins: [],
    destinations: new Set(destinations)
  })),
  instances: instances.map((instance) => ({ instance, fingerprint: '' })),
  secrets: [SECRET]
})
