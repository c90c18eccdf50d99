import { join } from 'node:path'
import { Hono } from 'hono'
import { PAGE_PATH } from '../page/page-routes'
import { errorCode } from '../error-code'
import { openEventLog } from '../event-log/event-log'
import type { EventLog } from '../event-log/event-log'
import { freeBytes } from '../event-log/free-bytes'
import { createServiceMetrics } from '../metrics/service-metrics'
import type { ServiceMetrics } from '../metrics/service-metrics'
import { isNew } from '../service/is-new'
import { listen } from '../service/listen'
import type { Listening } from '../service/listen'
import type { ServiceCore, SourcedEvent } from '../service/service-core'
import type { NamedAddress, OpenPart, ServicePart } from '../service/service-part'
import { readAccessToken, TOKEN_FILE } from './access-token'
import type { Moment } from './contract'
import { createDeadLetterChanges } from './dead-letter-changes'
import { forgetAddress, localAddress, writeAddress } from './address-file'
import { createHistory, MOMENT_MILLISECONDS } from './history'
import { openJobFile } from './job-file'
import { createJobs } from './jobs'
import { createLiveFeed } from './live-feed'
import type { LiveFeed } from './live-feed'
import { metricsRoutes } from './metrics-routes'
import type { Operations } from './operations'
import { createOperationsApp } from './operations-app'
import { openPauses } from './pauses'
import { repeatUntil } from './repeat-until'
import { runJob } from './run-job'
import { laneView } from './status'
import { tellReturned } from './tell-returned'
import { createTotals } from './totals'
import { CannotStart } from '../service/cannot-start'

export interface OperationsOptions {
  /** Makes a token nobody can guess. */
  readonly newToken: () => string
  /** Where the files of the page are. @default there is no page */
  readonly pageFolder?: string
  /** Whether to say the page's address with the token, as is right for a person's terminal, never for a log. @default false */
  readonly tellsToken?: boolean
}

const NAME = 'operations'

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000
const HOUR_MILLISECONDS = 60 * 60 * 1000
const SECOND_MILLISECONDS = 1000

/** The operations port with all that belongs to it: metrics, event log, pauses that hold, jobs and the live stream. */
export const createOperations = (options: OperationsOptions): ServicePart => ({
  name: NAME,
  open: (core) => openOperations(core, options)
})

async function openOperations(
  core: ServiceCore,
  { newToken, pageFolder, tellsToken = false }: OperationsOptions
): Promise<OpenPart> {
  const { clock, runner } = core
  const { operations: section, data } = core.configuration()
  const token = section.token ?? (await readAccessToken(data.folder, newToken))
  const log = await openLog(core, () => metrics)
  const metrics: ServiceMetrics = createServiceMetrics({ ...core, eventLogBytes: () => log?.bytes() ?? 0 })
  const feed = openFeed(core)
  const changes = createDeadLetterChanges({ ...core, returned: (letters) => tellReturned(letters, core) })
  const jobs = createJobs({
    clock,
    file: await openJobFile(data.folder, clock),
    run: (task, work) => runJob({ core, log, changes }, task, work),
    changed: (job) => {
      feed.push({ kind: 'job', at: clock.now(), job })
      const { title, state, done, repeated, total, reason } = job
      if (state !== 'running') core.tell({ kind: 'job-ended', title, state, done, repeated, total, reason })
    }
  })
  const pauses = await openPauses(data.folder, runner)
  const totals = createTotals()
  const history = createHistory()
  let recovered = { waiting: 0, unknown: 0 }
  const operations: Operations = {
    core,
    clock,
    startedAt: clock.now(),
    recovered: () => recovered,
    log,
    metrics,
    changes,
    jobs,
    pauses,
    totals,
    history,
    feed
  }
  const ports = await openPorts(core, operations, createOperationsApp({ operations, token, pageFolder }))
  const [main, metricsPort] = ports
  const url = localAddress(main.url)
  await writeAddress(data.folder, url)
  const over = new AbortController()
  const failed = (error: unknown): void => core.tell({ kind: 'part-failed', part: NAME, error })
  const expiringFailed = (error: unknown): void => core.tell({ kind: 'expiring-failed', reason: errorCode(error) })
  const repeated = [
    repeatUntil(over.signal, { clock, every: MOMENT_MILLISECONDS, failed }, async () => {
      const moment = await takeMoment(operations)
      history.add(moment)
      feed.push({ kind: 'moment', moment })
    }),
    repeatUntil(over.signal, { clock, every: SECOND_MILLISECONDS, failed }, async () => feed.tellLeftOut()),
    repeatUntil(over.signal, { clock, every: HOUR_MILLISECONDS, failed: expiringFailed }, async () => log?.expire())
  ]

  return {
    tell: (event) => {
      metrics.tell(event)
      totals.tell(event)
      feed.tell(event)
      if (event.kind !== 'service-started') return
      recovered = event.recovery
      for (const { title, done } of jobs.goOn()) core.tell({ kind: 'job-goes-on', title, done })
    },
    ...(log && { keep: (events) => log.keep(events.filter(isNew).map(keptEvent)) }),
    where: [
      tellsToken && pageFolder !== undefined
        ? { name: 'deliveries', address: `${url}${PAGE_PATH}/#token=${token}` }
        : withTokenFile(url, section.token === undefined ? join(data.folder, TOKEN_FILE) : undefined),
      { name: 'metrics', address: `${metricsPort?.url ?? url}/metrics` }
    ],
    close: async () => {
      over.abort()
      await jobs.close()
      await Promise.all(repeated)
      await Promise.all(ports.map((port) => port.close(0)))
      await log?.close()
      await forgetAddress(data.folder)
    }
  }
}

const keptEvent = ({ source, event, body, id = event.messageId ?? '' }: SourcedEvent) => ({
  id,
  source,
  event,
  ...(body !== undefined && { body })
})

const withTokenFile = (url: string, tokenFile: string | undefined): NamedAddress => ({
  name: 'operations',
  address: `${url} (token: ${tokenFile ?? 'that of the configuration'})`
})

async function openLog(core: ServiceCore, metrics: () => ServiceMetrics): Promise<EventLog | undefined> {
  const { operations, data } = core.configuration()
  if (operations.eventLogDays === 0) return undefined
  const folder = join(data.folder, 'events')
  return openEventLog({
    folder,
    // It makes room before events are refused for the want of it.
    ...(data.reserveMegabytes > 0 && {
      reserve: { bytes: data.reserveMegabytes * 2_000_000, freeBytes: () => freeBytes(folder) }
    }),
    clock: core.clock,
    keepMilliseconds: operations.eventLogDays * DAY_MILLISECONDS,
    maximumBytes: operations.eventLogMegabytes * 1_000_000,
    failed: (events) => metrics().eventsUnlogged(events)
  }).catch((error: unknown) => {
    const message = `The event log in ${folder} cannot be opened (${errorCode(error)}); let this process write there, or set operations.eventLogDays to 0.`
    throw new CannotStart(message, { cause: error })
  })
}

const openFeed = ({ clock, runner, store }: ServiceCore): LiveFeed =>
  createLiveFeed({
    clock,
    laneView: async (lane) => {
      const status = runner.status().find((each) => each.lane === lane)
      return status && laneView(status, store)
    }
  })

/** The port for operations, and that for metrics alone if there is one. */
async function openPorts(
  core: ServiceCore,
  operations: Operations,
  app: Hono
): Promise<readonly [Listening, ...Listening[]]> {
  const { http, operations: section } = core.configuration()
  const { host, port, metricsHost, metricsPort } = section
  const shared = { ...http, clock: core.clock }
  const main = await listen(app.fetch, { ...shared, host, port }).catch((error: unknown) => {
    throw cannotListen({ host, port }, 'operations.host or operations.port', error)
  })
  if (metricsPort === undefined) return [main]
  const metrics = new Hono().route('/', metricsRoutes(operations))
  try {
    return [main, await listen(metrics.fetch, { ...shared, host: metricsHost, port: metricsPort })]
  } catch (error) {
    await main.close(0)
    const place = { host: metricsHost, port: metricsPort }
    throw cannotListen(place, 'operations.metricsHost or operations.metricsPort', error)
  }
}

function cannotListen(
  { host, port }: { readonly host: string; readonly port: number },
  settings: string,
  error: unknown
): CannotStart {
  const message = `It cannot listen on ${host}:${port} (${errorCode(error)}); choose another ${settings}.`
  return new CannotStart(message, { cause: error })
}

async function takeMoment({ core, clock, totals }: Operations): Promise<Moment> {
  const lanes = core.runner.status()
  const sizes = await Promise.all(lanes.map(({ lane }) => core.store.size(lane)))
  return {
    at: clock.now(),
    totals: totals.all(),
    instances: totals.byInstance(),
    waiting: sizes.reduce((sum, { waiting, leased }) => sum + waiting + leased, 0),
    deadLetters: sizes.reduce((sum, { deadLetters }) => sum + deadLetters, 0)
  }
}
