import type { SegmentEvent } from '@waybill/kit'
import { createMemoryStore, createRunner } from '@waybill/runner'
import type { Instance, QueueStore, RunnerOptions, Transport } from '@waybill/runner'
import { planAcme, SECRET } from '../../runner/test/acme'
import { createFakeClock } from '../../runner/test/fake-clock'
import type { FakeClock } from '../../runner/test/fake-clock'
import { createVendor } from '../../runner/test/vendor'
import type { Vendor } from '../../runner/test/vendor'
import type { ServiceConfiguration } from '../src/configuration/service-configuration'
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
  readonly accept: (...events: readonly SegmentEvent[]) => Promise<void>
  /** Sends all there is. */
  readonly finish: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface TestCoreOptions extends Partial<RunnerOptions> {
  readonly parts?: readonly ServicePart[]
  /** The data folder. */
  readonly folder?: string
  readonly instances?: readonly Instance[]
  /** For how many days accepted events are kept. @default 7 */
  readonly eventLogDays?: number
  readonly transportOf?: (vendor: Vendor, clock: FakeClock) => Transport
}

export async function startCore({
  parts = [],
  folder = '',
  eventLogDays = 7,
  transportOf,
  ...options
}: TestCoreOptions = {}): Promise<TestCore> {
  const configuration = configurationOf(folder, eventLogDays)
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
  const instances = options.instances ?? [{ id: 'acme', plan: planAcme() }]
  const runner = createRunner({ instances, store, transport, clock, random: () => 0.5, tell, ...options })
  const accept: ServiceCore['accept'] = async (events) => {
    const [positions] = await Promise.all([
      runner.accept(events.map(({ event, id, body }) => ({ event, ...(id && { id }), ...(body && { body }) }))),
      ...open.map((part) => part.keep?.(events))
    ])
    const accepted = events.filter((_, position) => !positions.includes(position)).map(({ event }) => event)
    if (accepted.length > 0) tell({ kind: 'events-accepted', source: 'website', events: accepted, milliseconds: 3 })
    if (positions.length > 0) tell({ kind: 'events-repeated', source: 'website', events: positions.length })
    return { kind: 'accepted' }
  }
  const core: ServiceCore = {
    configuration: () => configuration,
    readiness: () => ({ ready: true }),
    reload: () => Promise.resolve({ ok: true }),
    instances: () => instances,
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
    accept: async (...events) => {
      await accept(events.map((event) => ({ event, source: 'website' })))
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

const configurationOf = (folder: string, eventLogDays: number): ServiceConfiguration => ({
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
    eventLogDays,
    eventLogMegabytes: 10
  },
  sources: [],
  instances: [],
  secrets: [SECRET]
})
