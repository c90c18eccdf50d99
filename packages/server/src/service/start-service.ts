import { createRunner } from '@waybill/runner'
import type { Clock, Instance, QueueStore, Runner, RunnerOptions, Transport } from '@waybill/runner'
import type { Hono } from 'hono'
import type { ReadConfiguration } from '../configuration/read-configuration'
import type { ServiceConfiguration } from '../configuration/service-configuration'
import type { PlacedProblem } from '../configuration/yaml-text'
import { faultName } from '../fault-name'
import { compactRegularly } from './compact-regularly'
import { createAccept } from './create-accept'
import { createApp } from './create-app'
import { listen } from './listen'
import { createNoRoom, NO_ROOM } from './no-room'
import type { Listening } from './listen'
import { createParts } from './open-parts'
import { createRunningConfiguration } from './running-configuration'
import type { Readiness, Reloaded, ServiceCore } from './service-core'
import type { NamedAddress, ServicePart } from './service-part'

export interface ServiceOptions {
  readonly configuration: ServiceConfiguration
  /** Reads the configuration again, for reloading. */
  readonly readAgain: () => Promise<ReadConfiguration>
  /** A problem of the configuration with its place, as somebody looks for it. @default line, column and message */
  readonly describeProblem?: (problem: PlacedProblem) => string
  /** Where events wait; the service closes it. */
  readonly store: QueueStore
  readonly transport: Transport
  /** Another transport for some instance, such as to a sandbox. @default the one of all */
  readonly transportOf?: (instance: Instance) => Transport | undefined
  readonly clock: Clock
  /** A number from 0 to 1. */
  readonly random: () => number
  readonly newId: () => string
  readonly parts: readonly ServicePart[]
  /** @default what suits most vendors */
  readonly tuning?: Pick<
    RunnerOptions,
    'lingerMilliseconds' | 'retryForMilliseconds' | 'maximumConcurrency' | 'onWideFailure'
  >
}

export interface RunningService {
  readonly core: ServiceCore
  /** Where events are taken. */
  readonly url: string
  /** What the parts say of where to look. */
  readonly where: readonly NamedAddress[]
  /** Ends within the time that the configuration gives it; what is not delivered by then waits for the next start. */
  readonly stop: (reason: string) => Promise<void>
  /** Resolves when the service has stopped; with the error of its store if it could not go on. */
  readonly finished: Promise<{ readonly error?: unknown }>
}

const QUEUE_FAILED = 'The queue cannot be read or written.'

/** The part of the time to end in that parts have for themselves, such as to send the last traces. */
const SHARE_OF_PARTS = 0.1

type State = 'starting' | 'running' | 'stopping' | 'failed'

/** Starts parts, runner and HTTP, in this order; when one of them fails, those before it end again. */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { store, transport, clock, newId } = options
  const parts = createParts()
  const running = createRunningConfiguration(options.configuration, options.transportOf)
  const compacting = new AbortController()
  const noRoom = createNoRoom(clock)
  let state: State = 'starting'
  let failure: { readonly error?: unknown } = {}
  let app: Hono | undefined
  let listening: Listening | undefined
  let compacted: Promise<void> = Promise.resolve()
  let stopped: Promise<void> | undefined
  let changing: Promise<unknown> = Promise.resolve()
  const end = new AbortController()
  const finished = new Promise<{ readonly error?: unknown }>((resolve) => {
    end.signal.addEventListener('abort', () => resolve(failure))
  })

  const runner: Runner = createRunner({
    ...options.tuning,
    instances: running.instances(),
    store,
    transport,
    clock,
    random: options.random,
    tell: (event) => {
      parts.tell(event)
      noRoom.tell(event)
      if (event.kind === 'store-failed') fail(event.error)
    }
  })
  const accept = createAccept({ running, runner, readiness, noRoom, keep: parts.keep, clock, tell: parts.tell })
  const core: ServiceCore = {
    configuration: running.configuration,
    instances: running.instances,
    runner,
    store,
    transport,
    clock,
    accept,
    readiness,
    reload: () => inTurn(reload),
    tell: parts.tell,
    redact: running.redact
  }
  try {
    const url = await start()
    return { core, url, where: parts.where(), stop, finished }
  } catch (error) {
    await stop('It could not start.').catch(() => undefined)
    // What failed while it began to listen was over before it did.
    await listening?.close(0)
    throw error
  }

  async function start(): Promise<string> {
    await parts.open(options.parts, core)
    const recovery = await runner.start()
    throwFailure()
    app = createAppNow()
    const { http } = running.configuration()
    listening = await listen((request, environment) => app?.fetch(request, environment), { ...http, clock })
    throwFailure()
    state = 'running'
    compacted = compactRegularly(
      { store, clock, rememberMilliseconds: hours(running.configuration().data.rememberHours), tell: parts.tell },
      compacting.signal
    )
    const { sources } = running.configuration()
    const counts = { sources: sources.length, instances: running.instances().length }
    parts.tell({ kind: 'service-started', recovery, ...counts, url: listening.url })
    return listening.url
  }

  /** A queue may fail while the service starts: what has ended by then must not come up again. */
  function throwFailure(): void {
    if (state !== 'starting') throw failure.error
  }

  function createAppNow(): Hono {
    return createApp({
      configuration: running.configuration(),
      accept,
      readiness,
      clock,
      newId,
      tell: parts.tell
    })
  }

  function readiness(): Readiness {
    const reasons: string[] = []
    if (state === 'starting') reasons.push('The service is starting.')
    if (state === 'stopping') reasons.push('The service is ending.')
    if (state === 'failed') reasons.push(QUEUE_FAILED)
    if (noRoom.isKnown()) reasons.push(NO_ROOM)
    const { maximumWaiting } = running.configuration().data
    const waiting = runner.status().reduce((sum, lane) => sum + lane.inMemory + lane.waiting, 0)
    if (waiting >= maximumWaiting) {
      reasons.push(`${waiting} messages wait for their destinations, and ${maximumWaiting} is the most that may.`)
    }
    return reasons.length === 0 ? { ready: true } : { ready: false, reasons }
  }

  /** One change at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = changing.then(work)
    changing = done.catch(() => undefined)
    return done
  }

  async function reload(): Promise<Reloaded> {
    if (state !== 'running') return refuseReload(['The service is not running.'])
    const read = await readAgain()
    if (!read.ok) return refuseReload(read.problems.map(options.describeProblem ?? describeProblem))
    const { instances, added, changed, removed, waiting } = running.change(read.configuration)
    app = createAppNow()
    try {
      await runner.reconfigure(instances, graceMilliseconds())
    } catch (error) {
      parts.tell({ kind: 'store-failed', error })
      fail(error)
      return { ok: false, problems: [QUEUE_FAILED] }
    }
    parts.tell({ kind: 'configuration-reloaded', added, changed, removed, waiting })
    return { ok: true }
  }

  /** What reading throws may quote anything of the file: only its name is told. */
  async function readAgain(): Promise<ReadConfiguration> {
    try {
      return await options.readAgain()
    } catch (error) {
      const message = `The configuration cannot be read (${faultName(error)}).`
      return { ok: false, problems: [{ line: 1, column: 1, message }], warnings: [] }
    }
  }

  function refuseReload(problems: readonly string[]): Reloaded {
    parts.tell({ kind: 'configuration-refused', problems })
    return { ok: false, problems }
  }

  /** Without its store the service can neither take nor send anything; whoever watches over it starts it again. */
  function fail(error: unknown): void {
    failure = { error }
    void stopQuietly('The queue cannot be read or written.')
    state = 'failed'
  }

  /** What ending cannot do either, such as closing the queue, has been told by its cause. */
  async function stopQuietly(reason: string): Promise<void> {
    await stop(reason).catch(() => undefined)
  }

  function stop(reason: string): Promise<void> {
    stopped ??= stopNow(reason).finally(() => end.abort())
    return stopped
  }

  async function stopNow(reason: string): Promise<void> {
    state = 'stopping'
    parts.tell({ kind: 'service-stopping', reason })
    const deadline = clock.now() + graceMilliseconds()
    const forParts = graceMilliseconds() * SHARE_OF_PARTS
    compacting.abort()
    // A client that has sent its events gets its answer first; what it is told to be accepted is on disk.
    await listening?.close(graceMilliseconds() / 2)
    await atMost(deadline - forParts - clock.now(), changing)
    await runner.stop(Math.max(0, deadline - forParts - clock.now()))
    await compacted
    const waiting = runner.status().reduce((sum, lane) => sum + lane.waiting, 0)
    parts.tell({ kind: 'service-stopped', ...('error' in failure ? {} : { waiting }) })
    try {
      await atMost(Math.max(forParts, deadline - clock.now()), parts.close())
    } finally {
      await store.close()
    }
  }

  /** Waits for work, no longer than so many milliseconds. */
  async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
    const over = new AbortController()
    try {
      await Promise.race([work, clock.wait(Math.max(0, milliseconds), over.signal)])
    } finally {
      over.abort()
    }
  }

  function graceMilliseconds(): number {
    return running.configuration().http.shutdownSeconds * 1000
  }
}

const describeProblem = ({ line, column, message }: PlacedProblem): string => `${line}:${column}: ${message}`

const hours = (count: number): number => count * 60 * 60 * 1000
