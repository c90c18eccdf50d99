import { refusal } from './refuse'
import type { Clock, Instance } from '@waybill/runner'
import type { EventLog } from '../event-log/event-log'
import type { ServiceMetrics } from '../metrics/service-metrics'
import type { ServiceCore } from '../service/service-core'
import type { Status } from './contract'
import type { DeadLetterChanges } from './dead-letter-changes'
import type { RunningHistory } from './history'
import type { Jobs } from './jobs'
import type { LiveFeed } from './live-feed'
import type { Pauses } from './pauses'
import type { RunningTotals } from './totals'

/** What the routes of the operations port work with. */
export interface Operations {
  readonly core: ServiceCore
  readonly clock: Clock
  readonly startedAt: number
  readonly recovered: () => Status['recovered']
  /** Absent when events are not kept. */
  readonly log: EventLog | undefined
  readonly metrics: ServiceMetrics
  readonly changes: DeadLetterChanges
  readonly jobs: Jobs
  readonly pauses: Pauses
  readonly totals: RunningTotals
  readonly history: RunningHistory
  readonly feed: LiveFeed
}

/** The instance of an id. */
export function findInstance({ core }: { readonly core: Pick<ServiceCore, 'instances'> }, id: string): Instance {
  const instances = core.instances()
  const found = instances.find((instance) => instance.id === id)
  if (found !== undefined) return found
  throw refusal(
    404,
    `There is no instance "${id}"; there are ${instances.map((each) => each.id).join(', ') || 'none'}.`
  )
}

/** The event log, if there is one. */
export function requireLog({ log }: Pick<Operations, 'log'>): EventLog {
  if (log !== undefined) return log
  throw refusal(409, 'Events are not kept: set operations.eventLogDays above 0, and those accepted from then on are.')
}
