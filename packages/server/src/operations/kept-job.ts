import type { LogPosition } from '../event-log/read-event-files'
import type { DeadLetterSelection, EventFilter, Job } from './contract'

/** A job that has not ended, as it is kept over a new start. */
export interface KeptJob extends Pick<Job, 'id' | 'title' | 'startedAt' | 'done' | 'repeated' | 'total'> {
  readonly task: JobTask
}

/** What a job is to do, from where it is: all that is needed to go on with it. */
export type JobTask = RetryTask | ReplayTask

export interface RetryTask {
  readonly kind: 'retry'
  readonly selection: DeadLetterSelection
  /** What is set aside behind this position is not meant. */
  readonly last: number
  readonly perSecond?: number | undefined
}

export interface ReplayTask {
  readonly kind: 'replay'
  readonly instance: string
  readonly filter: EventFilter
  readonly name: string
  readonly perSecond?: number | undefined
  /** The log is done up to here. @default nothing of it is */
  readonly after?: LogPosition
}
