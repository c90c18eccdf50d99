import { createMemoryStore, systemClock } from '@waybill/runner'
import type { Clock, QueueStore } from '@waybill/runner'
import { readConfiguration, startService } from '../src'
import type { ReadConfiguration, RunningService, ServiceEvent, ServicePart, SourceKind } from '../src'
import { acme, createFakeVendor } from './acme'
import type { FakeVendor } from './acme'

export interface TestService extends RunningService {
  readonly vendor: FakeVendor
  readonly told: readonly ServiceEvent[]
  /** Resolves with the first event of a kind, told already or later. */
  readonly toldOf: <Kind extends ServiceEvent['kind']>(
    kind: Kind
  ) => Promise<Extract<ServiceEvent, { readonly kind: Kind }>>
  /** What reloading finds from now on. */
  readonly rewrite: (text: string) => void
  readonly post: (path: string, body: unknown) => Promise<{ readonly status: number; readonly body: unknown }>
}

export interface TestServiceOptions {
  readonly text?: string
  readonly store?: QueueStore
  readonly parts?: readonly ServicePart[]
  readonly sourceKinds?: readonly SourceKind[]
  readonly vendor?: FakeVendor
  readonly clock?: Clock
  /** @default what was given, or rewritten last */
  readonly readAgain?: () => Promise<ReadConfiguration>
}

export const CONFIGURATION = `
http: { port: 0, shutdownSeconds: 1 }
sources:
  site: { writeKeys: [wk_site] }
destinations:
  acme: { settings: { apiKey: secret-of-acme } }
`

/** A service with everything but HTTP in the memory of the test. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const { parts = [], sourceKinds = [], vendor = createFakeVendor() } = options
  let text = options.text ?? CONFIGURATION
  const read = (): ReadConfiguration =>
    readConfiguration(text, { destinations: { acme }, sourceKinds, environment: {}, folder: '/' })
  const first = read()
  if (!first.ok) throw new Error(JSON.stringify(first.problems))
  const told: ServiceEvent[] = []
  const watchers = new Set<(event: ServiceEvent) => void>()
  const watch: ServicePart = {
    name: 'watch',
    open: async () => ({
      tell: (event) => {
        told.push(event)
        for (const watcher of watchers) watcher(event)
      },
      close: async () => undefined
    })
  }
  let made = 0
  const service = await startService({
    configuration: first.configuration,
    readAgain: options.readAgain ?? (async () => read()),
    store: options.store ?? createMemoryStore(),
    transport: vendor,
    clock: options.clock ?? systemClock,
    random: () => 0.5,
    newId: () => `made-${(made += 1)}`,
    parts: [watch, ...parts],
    tuning: { lingerMilliseconds: 0 }
  })
  return {
    ...service,
    vendor,
    told,
    toldOf: (kind) => find(kind, told, watchers),
    rewrite: (changed) => {
      text = changed
    },
    post: async (path, body) => {
      const response = await fetch(service.url + path, { method: 'POST', body: JSON.stringify(body) })
      return { status: response.status, body: await response.json() }
    }
  }
}

function find<Kind extends ServiceEvent['kind']>(
  kind: Kind,
  told: readonly ServiceEvent[],
  watchers: Set<(event: ServiceEvent) => void>
): Promise<Extract<ServiceEvent, { readonly kind: Kind }>> {
  const isWanted = (event: ServiceEvent): event is Extract<ServiceEvent, { readonly kind: Kind }> => event.kind === kind
  const known = told.find(isWanted)
  if (known !== undefined) return Promise.resolve(known)
  return new Promise((resolve) => {
    const watcher = (event: ServiceEvent): void => {
      if (!isWanted(event)) return
      watchers.delete(watcher)
      resolve(event)
    }
    watchers.add(watcher)
  })
}
