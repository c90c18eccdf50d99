import { pino } from 'pino'
import type { Logger } from 'pino'
import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'
import { faultName } from '../fault-name'
import { hear } from '../service/hear'
import type { Hearers } from '../service/hear'
import type { ServicePart } from '../service/service-part'
import { summarizeService } from './summarize-service'

export interface ServiceLogOptions {
  /** Gets each line, with its line feed. */
  readonly write: (line: string) => void
  /** @default info */
  readonly level?: 'debug' | 'info' | 'warn' | 'error'
  /** Whether simulators take the place of the vendors, as the line of the start then says. @default false */
  readonly isSandbox?: boolean
}

/**
 * What the service does as JSON lines: start, stop, pauses, circuits, reloads, and once a minute how much ended badly. Never
 * a line for one event, nothing of an event, and no secret.
 */
export const createServiceLog = ({ write, level = 'info', isSandbox = false }: ServiceLogOptions): ServicePart => ({
  name: 'log',
  open: ({ clock, redact }) => {
    const logger = createLogger({ write: (line) => write(redact(line)), level, clock })
    const summaries = summarizeService(clock, ({ text, ...counts }) => logger.warn(counts, text))
    const tell = hear({ ...logLanes(logger), ...logService(logger, isSandbox) })
    return Promise.resolve({
      tell: (event) => {
        summaries.tell(event)
        tell(event)
      },
      close: () => {
        summaries.end()
        return Promise.resolve()
      }
    })
  }
})

interface LoggerOptions extends Required<Pick<ServiceLogOptions, 'write' | 'level'>> {
  readonly clock: Clock
}

const createLogger = ({ write, level, clock }: LoggerOptions): Logger =>
  pino(
    {
      level,
      // The machine and the process are known to whoever collects the lines.
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) }
    },
    { write }
  )

const logLanes = (logger: Logger): Hearers => ({
  'lane-paused': ({ lane, cause, reason, status }) =>
    cause === 'asked'
      ? logger.info({ lane, reason }, 'The lane is paused, as somebody asked for.')
      : // The vendor's words may name a user.
        logger.error(
          { lane, status },
          'The lane is paused: the vendor refuses everything; "actions-cli status" has its words. Mend the cause, then resume it; its events are kept.'
        ),
  'lane-resumed': ({ lane }) => logger.info({ lane }, 'The lane goes on.'),
  'lane-unserved': ({ lane, waiting }) =>
    logger.warn(
      { lane, waiting },
      'Messages wait for an instance that the configuration does not have: add it again, or they stay.'
    ),
  'circuit-opened': ({ lane, reason }) =>
    logger.warn({ lane, reason }, 'The vendor does not work; it is probed until it does.'),
  'circuit-closed': ({ lane }) => logger.info({ lane }, 'The vendor works again.')
})

const logService = (logger: Logger, isSandbox: boolean): Hearers => ({
  'service-started': ({ instances, sources, url, recovery }) =>
    logger.info(
      { instances, sources, url, recovered: recovery, ...(isSandbox && { sandbox: true }) },
      isSandbox ? 'The service has started; simulators take the place of the vendors.' : 'The service has started.'
    ),
  'service-stopping': ({ reason }) => logger.info({ reason }, 'The service stops.'),
  'service-stopped': ({ waiting }) =>
    logger.info({ waiting }, 'The service has stopped; what waits is sent after the next start.'),
  'configuration-reloaded': ({ changed, added, removed, waiting }) =>
    logger.info({ changed, added, removed, waiting }, 'The configuration was reloaded.'),
  'configuration-refused': ({ problems }) =>
    logger.error({ problems }, 'The configuration has mistakes; the one before stays in use.'),
  'store-full': ({ error }) =>
    logger.error({ reason: messageOf(error) }, 'Nothing is sent until there is room on the disk; nothing is lost.'),
  'store-has-room': () => logger.info('There is room on the disk again; everything goes on.'),
  'store-failed': ({ error }) =>
    logger.fatal({ reason: messageOf(error) }, 'The queue has failed; the service cannot go on.'),
  'job-goes-on': ({ title, done }) =>
    logger.info({ job: title, done }, 'A job goes on that the end of the process interrupted.'),
  'job-ended': ({ title, state, done, repeated, reason }) =>
    state === 'failed'
      ? logger.error({ job: title, done, repeated, reason }, 'A job has failed.')
      : logger.info({ job: title, done, repeated }, `A job has ended: ${state}.`),
  'request-failed': ({ route, error }) =>
    logger.error(
      { route, fault: faultName(error) },
      'A request could not be carried out: a fault of this machine, such as a full disk, or of the service; then please report it.'
    ),
  'compacting-failed': ({ error }) =>
    logger.error({ reason: messageOf(error) }, 'Old outcomes could not be forgotten; it is tried again.'),
  'expiring-failed': ({ reason }) =>
    logger.error({ reason }, 'What is too old for the event log could not be removed; it is tried again every hour.'),
  'part-failed': ({ part, error }) =>
    logger.error(
      { part, fault: faultName(error) },
      'A part of the service has failed, and everything else goes on: a fault of the service, please report it.'
    ),
  compacted: ({ milliseconds }) => logger.debug({ milliseconds }, 'Old outcomes were forgotten.')
})

/** What a store says of itself may be shown; what anything else says may quote anything. */
const messageOf = (error: unknown): string => (error instanceof QueueStoreError ? error.message : faultName(error))
