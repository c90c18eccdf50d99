import { pino } from 'pino'
import type { Logger } from 'pino'
import type { Clock } from '@waybill/runner'
import type { ServiceEvent, ServicePart } from '../service/service-core'
import { createSummaries } from './summaries'
import type { Summaries } from './summaries'

export interface ServiceLogOptions {
  /** Gets each line, with its line feed. */
  readonly write: (line: string) => void
  /** @default info */
  readonly level?: 'debug' | 'info' | 'warn' | 'error'
}

/**
 * What the service does as JSON lines: start, stop, pauses, circuits, reloads, and once a minute how much ended badly. Never
 * a line for one event, nothing of an event, and no secret.
 */
export const createServiceLog = ({ write, level = 'info' }: ServiceLogOptions): ServicePart => ({
  name: 'log',
  open: ({ clock, redact }) => {
    const logger = createLogger({ write: (line) => write(redact(line)), level, clock })
    const summaries = createSummaries(clock, ({ text, ...counts }) => logger.warn(counts, text))
    return Promise.resolve({
      tell: (event) => log(event, logger, summaries),
      close: () => {
        summaries.end()
        return Promise.resolve()
      }
    })
  }
})

interface LoggerOptions extends Required<ServiceLogOptions> {
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

function log(event: ServiceEvent, logger: Logger, summaries: Summaries): void {
  switch (event.kind) {
    case 'delivery-ended': {
      const { ended, delivery } = event
      const isBad = ended.kind === 'expired' || (ended.kind === 'rejected' && ended.attempts > 0)
      if (isBad) summaries.count('Deliveries were set aside: see "actions-cli dead-letters list".', delivery.instance)
      return
    }
    case 'event-refused':
      return summaries.count('Messages were refused because they are wrong.', event.source ?? 'unknown source')
    case 'accepting-refused':
      return summaries.count(`Events were turned away: ${event.reason}`, event.source, event.events)
    case 'lane-paused':
    case 'lane-resumed':
    case 'lane-unserved':
    case 'circuit-opened':
    case 'circuit-closed':
      return logLane(event, logger)
    case 'service-started':
    case 'service-stopping':
    case 'service-stopped':
    case 'configuration-reloaded':
    case 'configuration-refused':
    case 'store-failed':
    case 'compacted':
      return logService(event, logger)
    default:
  }
}

type Told<Kind extends ServiceEvent['kind']> = Extract<ServiceEvent, { readonly kind: Kind }>

function logLane(
  event: Told<'lane-paused' | 'lane-resumed' | 'lane-unserved' | 'circuit-opened' | 'circuit-closed'>,
  logger: Logger
): void {
  const { lane } = event
  switch (event.kind) {
    case 'lane-paused':
      return event.cause === 'asked'
        ? logger.info({ lane, reason: event.reason }, 'The lane is paused, as somebody asked for.')
        : logger.error(
            { lane, reason: event.reason },
            'The lane is paused: the vendor refuses everything. Mend the cause, then resume it; its events are kept.'
          )
    case 'lane-resumed':
      return logger.info({ lane }, 'The lane goes on.')
    case 'lane-unserved':
      return logger.warn(
        { lane, waiting: event.waiting },
        'Messages wait for an instance that the configuration does not have: add it again, or they stay.'
      )
    case 'circuit-opened':
      return logger.warn({ lane, reason: event.reason }, 'The vendor does not work; it is probed until it does.')
    case 'circuit-closed':
      return logger.info({ lane }, 'The vendor works again.')
  }
}

function logService(
  event: Told<
    | 'service-started'
    | 'service-stopping'
    | 'service-stopped'
    | 'configuration-reloaded'
    | 'configuration-refused'
    | 'store-failed'
    | 'compacted'
  >,
  logger: Logger
): void {
  switch (event.kind) {
    case 'service-started': {
      const { instances, sources, urls, recovery } = event
      return logger.info({ instances, sources, urls, recovered: recovery }, 'The service has started.')
    }
    case 'service-stopping':
      return logger.info({ reason: event.reason }, 'The service stops.')
    case 'service-stopped':
      return logger.info(
        { waiting: event.waiting },
        'The service has stopped; what waits is sent after the next start.'
      )
    case 'configuration-reloaded': {
      const { changed, added, removed } = event
      return logger.info({ changed, added, removed }, 'The configuration was reloaded.')
    }
    case 'configuration-refused':
      return logger.error({ problems: event.problems }, 'The configuration has mistakes; the one before stays in use.')
    case 'store-failed':
      return logger.fatal({ reason: messageOf(event.error) }, 'The queue has failed; the service cannot go on.')
    case 'compacted':
      return logger.debug({ milliseconds: event.milliseconds }, 'Old outcomes were forgotten.')
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown reason')
