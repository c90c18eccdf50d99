import { createRedactor } from '@waybill/kit'
import { arrivalsOf } from './accept'
import type { Arrival, Lanes } from './accept'
import type { IncomingEvent } from './accepted-event'
import type { Clock } from './clock'
import { deletionRoute, lanesOf, unwantedLane } from './instances/instance'
import type { Instance } from './instances/instance'
import type { Leaving } from './lane/entry'
import { createLane } from './lane/lane'
import type { Lane, LaneStatus } from './lane/lane-contract'
import type { LaneOptions, LaneSurroundings, LaneTuning } from './lane/lane-options'
import { createRoute } from './lane/onward'
import { createSettler } from './ledger/create-settler'
import type { LifecycleEvent } from './lifecycle'
import { createPatientStore } from './queue/patient-store'
import type { QueueStore, Recovery } from './queue/queue-store'
import { tellAccepted } from './tell-accepted'
import type { Transport } from './transport'

export interface RunnerOptions extends Partial<LaneTuning> {
  readonly instances: readonly Instance[]
  /** Where accepted events wait. The runner does not close it. */
  readonly store: QueueStore
  readonly transport: Transport
  readonly clock: Clock
  /** A number from 0 to 1, for the jitter of retries and for ids. */
  readonly random: () => number
  readonly tell: (event: LifecycleEvent) => void
  /** How many messages may wait before accepting waits too, for a source that can. @default unlimited */
  readonly maximumBacklog?: number
}

/** Executes the subscriptions of destination instances over a queue of accepted events. */
export interface Runner {
  /**
   * Takes events in; resolves once they are durable. Each ends in exactly one outcome per subscription that wants it,
   * also when the process ends at any moment from then on. Resolves to the positions, in ascending order, of the events that
   * are wholly repeated: every lane they go to has seen their id.
   */
  readonly accept: (events: readonly IncomingEvent[]) => Promise<readonly number[]>
  /** Recovers what an earlier process left behind, and begins to send. */
  readonly start: () => Promise<Recovery>
  /** Sends what is there without waiting for more; resolves when all lanes are empty. A paused lane keeps it waiting. */
  readonly finish: () => Promise<void>
  /** Ends what is under way within so many milliseconds, and gives everything else back to the store. */
  readonly stop: (graceMilliseconds: number) => Promise<void>
  /**
   * Sends nothing of an instance until it is resumed; its events are still accepted. It holds whatever instances there are
   * meanwhile, also for one that is not there yet.
   */
  readonly pause: (instance: string, reason: string) => void
  /** Lets an instance go on that was paused, or that paused because its vendor refused everything. */
  readonly resume: (instance: string) => void
  /**
   * Goes on with these instances. Those that are the same objects as before are not disturbed; a changed one takes over
   * the backlog of the one of its id; what somebody paused stays paused, also when it comes back; one that is gone leaves its backlog in
   * the store. Nothing stops being accepted meanwhile. Resolves when all of them run; not to be called before that.
   */
  readonly reconfigure: (instances: readonly Instance[], graceMilliseconds: number) => Promise<void>
  /** Looks for messages that somebody else has put into the store, such as dead letters put back. */
  readonly look: () => void
  readonly status: () => readonly LaneStatus[]
}

/** Limits and delays that suit most vendors; see LaneTuning for what they mean. */
const TUNING: LaneTuning = {
  lingerMilliseconds: 200,
  // As long as Segment tries.
  retryForMilliseconds: 4 * 60 * 60 * 1000,
  backoff: { baseMilliseconds: 500, maximumMilliseconds: 60_000 },
  // As Segment's own runtime is usually run; it begins at two and climbs only while the vendor answers well.
  maximumConcurrency: 32,
  windowMessages: 5000,
  windowBytes: 8_000_000,
  onWideFailure: 'pause'
}

export function createRunner(options: RunnerOptions): Runner {
  const { store, clock, tell, maximumBacklog = Infinity } = options
  let failure: { readonly error: unknown } | undefined
  let accepting = 0
  let made = 0
  let watchers: (() => void)[] = []
  // Who sends events in is told that there is no room; what is in waits for it.
  const patient = createPatientStore(store, options)
  const settler = createSettler<Leaving>(patient, fail)
  const surroundings: LaneSurroundings = { ...options, store: patient, settler, fail, appended, emptied: check }
  /** What somebody paused, with the reason; what paused since its vendor refused everything is not among it. */
  const paused = new Map<string, string>()
  let byInstance = options.instances.map(open)
  let lanes = byInstance.flatMap(lanesIn)

  return {
    accept: async (events) => {
      await until(() => backlog() < maximumBacklog)
      const now = clock.now()
      const byEvent = events.map((event) => arrivalsOf(event, { lanes: byInstance, now, newId }))
      accepting += 1
      let repeated: ReadonlySet<Arrival>
      try {
        repeated = await takeIn(byEvent.flat())
      } finally {
        accepting -= 1
      }
      check()
      return repeated.size === 0 ? [] : whollyRepeated(byEvent, repeated)
    },
    start: async () => {
      const recovery = await store.recover()
      await Promise.all(lanes.map((lane) => lane.start()))
      await tellUnserved()
      return recovery
    },
    finish: async () => {
      for (const lane of lanes) lane.hurry(true)
      await until(() => accepting === 0 && lanes.every((lane) => lane.isEmpty()))
      for (const lane of lanes) lane.hurry(false)
    },
    stop,
    pause: (instance, reason) => {
      paused.set(instance, reason)
      for (const lane of lanesNamed(instance) ?? []) lane.pause('asked', reason)
    },
    resume: (instance) => {
      const [wasPaused, found] = [paused.delete(instance), lanesNamed(instance)]
      if (!wasPaused && found === undefined) throw unknownInstance(instance)
      for (const lane of found ?? []) lane.resume()
    },
    reconfigure,
    look: () => {
      for (const lane of lanes) lane.look()
    },
    status: () => lanes.map((lane) => lane.status())
  }

  /**
   * Puts messages into the store, and answers with those that it did not take. What was planned to know the lanes is not
   * planned again, if it is its turn before much else is.
   */
  async function takeIn(arrivals: readonly Arrival[]): Promise<ReadonlySet<Arrival>> {
    throwFailure()
    let positions: readonly number[]
    const counts = new Map<Lane, number>()
    for (const { lane, message, prepared } of arrivals) {
      if (prepared !== undefined) lane.remember(message.id, prepared)
      counts.set(lane, (counts.get(lane) ?? 0) + 1)
    }
    for (const [lane, count] of counts) lane.expect(count)
    try {
      positions = await store.append(arrivals.map(({ message }) => message))
    } finally {
      for (const [lane, count] of counts) lane.expect(-count)
    }
    const repeated = new Set(positions.flatMap((position) => arrivals[position] ?? []))
    for (const { lane, message } of repeated) {
      lane.forget(message.id)
      counts.set(lane, (counts.get(lane) ?? 0) - 1)
    }
    for (const [lane, count] of counts) appended(lane, count)
    const taken = repeated.size === 0 ? arrivals : arrivals.filter((arrival) => !repeated.has(arrival))
    tellAccepted('deliveries-accepted', taken, tell)
    tellAccepted('deliveries-repeated', [...repeated], tell)
    return repeated
  }

  /** It may have been replaced meanwhile; a lane that is gone leaves its messages to the next start. */
  function appended(lane: Lane, messages: number): void {
    const current = lanes.find(({ name }) => name === lane.name) ?? lane
    current.appended(messages)
  }

  async function reconfigure(instances: readonly Instance[], graceMilliseconds: number): Promise<void> {
    const known = new Map(byInstance.map((each) => [each.instance, each]))
    const leaving = byInstance.filter(({ instance }) => !instances.includes(instance))
    byInstance = instances.map((instance) => known.get(instance) ?? open(instance))
    lanes = byInstance.flatMap(lanesIn)
    const fresh = byInstance.filter(({ instance }) => !known.has(instance))
    await stopLanes(leaving.flatMap(lanesIn), graceMilliseconds)
    await Promise.all(fresh.flatMap(lanesIn).map((lane) => lane.start()))
    await tellUnserved()
    check()
  }

  async function stop(graceMilliseconds: number): Promise<void> {
    const over = new AbortController()
    const hurrying = clock.wait(graceMilliseconds, over.signal).then(patient.loseHope)
    await stopLanes(lanes, graceMilliseconds)
    over.abort()
    await hurrying
  }

  async function stopLanes(stopping: readonly Lane[], graceMilliseconds: number): Promise<void> {
    const stopped = Promise.all(stopping.map((lane) => lane.stop()))
    const over = new AbortController()
    await Promise.race([stopped, clock.wait(graceMilliseconds, over.signal)])
    over.abort()
    for (const lane of stopping) lane.abort()
    await stopped
    await settler.idle()
  }

  function backlog(): number {
    let messages = 0
    for (const lane of lanes) messages += lane.backlog()
    return messages
  }

  /** Resolves when something holds; rejects when the store has failed, since then nothing changes any more. */
  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      throwFailure()
      await new Promise<void>((resolve) => {
        watchers.push(resolve)
      })
    }
    throwFailure()
  }

  function throwFailure(): void {
    if (failure !== undefined) throw failure.error
  }

  function check(): void {
    if (watchers.length === 0) return
    const woken = watchers
    watchers = []
    for (const wake of woken) wake()
  }

  function fail(error: unknown): void {
    if (failure === undefined) tell({ kind: 'store-failed', error })
    failure ??= { error }
    for (const lane of lanes) lane.abort()
    check()
  }

  function newId(): string {
    made += 1
    return `${clock.now().toString(36)}-${made.toString(36)}-${Math.floor(options.random() * 2 ** 32).toString(36)}`
  }

  function lanesNamed(id: string): readonly Lane[] | undefined {
    const found = byInstance.find(({ instance }) => instance.id === id)
    return found && lanesIn(found)
  }

  function unknownInstance(id: string): Error {
    const ids = byInstance.map(({ instance }) => instance.id).join(', ')
    return new Error(`There is no instance "${id}"; there are ${ids}.`)
  }

  /** With nothing to send yet; what somebody paused is paused before it has. */
  function open(instance: Instance): Lanes {
    const opened = createLanes(instance, { ...TUNING, ...options }, surroundings)
    const reason = paused.get(instance.id)
    if (reason !== undefined) for (const lane of lanesIn(opened)) lane.pause('asked', reason)
    return opened
  }

  async function tellUnserved(): Promise<void> {
    const served = new Set(lanes.map(({ name }) => name))
    for (const lane of await store.lanes()) {
      if (served.has(lane)) continue
      const { waiting } = await store.size(lane)
      if (waiting > 0) tell({ kind: 'lane-unserved', lane, waiting })
    }
  }
}

/** The positions of events of which nothing was taken. */
const whollyRepeated = (byEvent: readonly (readonly Arrival[])[], repeated: ReadonlySet<Arrival>): readonly number[] =>
  byEvent.flatMap((arrivals, position) =>
    arrivals.length > 0 && arrivals.every((arrival) => repeated.has(arrival)) ? [position] : []
  )

const lanesIn = ({ byEndpoint }: Lanes): readonly Lane[] => [...byEndpoint.values()]

function createLanes(instance: Instance, tuning: LaneTuning, surroundings: LaneSurroundings): Lanes {
  const { plan } = instance
  const shared: Omit<LaneOptions, 'name' | 'endpoint'> = {
    instance: instance.id,
    plan,
    requestsPerWindow: instance.requestsPerWindow,
    redactor: createRedactor(plan.destination.settings, plan.settings),
    tuning,
    surroundings: instance.transport === undefined ? surroundings : { ...surroundings, transport: instance.transport }
  }
  const byEndpoint = new Map<LaneOptions['endpoint'], Lane>()
  byEndpoint.set(undefined, createLane({ ...shared, name: unwantedLane(instance), endpoint: undefined }))
  const names = lanesOf(instance)
  const route = deletionRoute(instance)
  const passed = createRoute(route, (endpoint, onward) =>
    createLane({ ...shared, name: names.get(endpoint) ?? '', endpoint, onward })
  )
  for (const [endpoint, name] of names) {
    byEndpoint.set(endpoint, passed.get(endpoint) ?? createLane({ ...shared, name, endpoint }))
  }
  return { instance, byEndpoint, deletionRoute: route }
}
