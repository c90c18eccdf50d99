import type { EndpointLimits, SegmentEvent } from '@waybill/kit'
import { createRunner } from '../src'
import type { LifecycleEvent, Runner, RunnerOptions, Transport } from '../src'
import { eventOf, planAcme } from './acme'
import { createFakeClock } from './fake-clock'
import type { FakeClock } from './fake-clock'
import { createModelStore } from './model-store'
import type { ModelStore } from './model-store'
import { createVendor } from './vendor'
import type { Vendor } from './vendor'

/** A runner with everything around it in a test's hands. */
export interface Engine {
  readonly runner: Runner
  readonly clock: FakeClock
  readonly store: ModelStore
  readonly vendor: Vendor
  readonly told: readonly LifecycleEvent[]
  /** What was told of one kind. */
  readonly toldOf: <Kind extends LifecycleEvent['kind']>(
    kind: Kind
  ) => readonly Extract<LifecycleEvent, { readonly kind: Kind }>[]
  readonly accept: (...events: readonly SegmentEvent[]) => Promise<readonly number[]>
  /** The ids of the items of each request, in order. */
  readonly sent: () => readonly (readonly string[])[]
  readonly finish: () => Promise<void>
}

export interface EngineOptions extends Partial<RunnerOptions> {
  readonly limits?: EndpointLimits
  readonly vendorOf?: (clock: FakeClock) => Vendor
  readonly transportOf?: (vendor: Vendor, clock: FakeClock) => Transport
}

/** Starts a runner of Acme; without jitter, so that every wait is half of the longest it could be. */
export async function startEngine({
  limits = {},
  vendorOf,
  transportOf,
  ...options
}: EngineOptions = {}): Promise<Engine> {
  const clock = createFakeClock()
  const store = createModelStore()
  const vendor = vendorOf?.(clock) ?? createVendor({ clock })
  const told: LifecycleEvent[] = []
  const runner = createRunner({
    instances: [{ id: 'acme', plan: planAcme(limits) }],
    store,
    transport: transportOf?.(vendor, clock) ?? vendor,
    clock,
    random: () => 0.5,
    tell: (event) => void told.push(event),
    ...options
  })
  await clock.runUntil(runner.start())
  return {
    runner,
    clock,
    store,
    vendor,
    told,
    toldOf: (kind) => told.filter((event) => event.kind === kind) as never,
    accept: (...events) => clock.runUntil(runner.accept(events.map((event) => ({ event })))),
    sent: () => vendor.seen.map(({ ids }) => ids),
    finish: () => clock.runUntil(runner.finish())
  }
}

let made = 0

/** An event of a user with things of these ids. */
export function eventBy(user: string, name: string, ...ids: readonly string[]): SegmentEvent {
  made += 1
  const things = ids.map((id) => ({ id, list: user }))
  return { ...eventOf(name, ...things), messageId: `message ${made}`, userId: user }
}
