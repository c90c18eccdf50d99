import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'
import type { Job } from './contract'

/** What a job works with. */
interface JobWork {
  readonly progress: (done: number) => void
  /** Aborts when the job is cancelled, or the service stops. */
  readonly signal: AbortSignal
}

interface JobStart extends Pick<Job, 'kind' | 'title' | 'total'> {
  readonly run: (work: JobWork) => Promise<void>
}

/** Work that takes longer than a request; what a restart interrupts is not taken up again. */
export interface Jobs {
  readonly start: (job: JobStart) => Job
  readonly find: (id: string) => Job | undefined
  /** Last started first. */
  readonly list: () => readonly Job[]
  readonly cancel: (id: string) => Job | undefined
  /** Cancels all and waits for their ends. */
  readonly close: () => Promise<void>
}

/** So many are remembered, those that run aside. */
const MOST = 100

interface Running {
  job: Job
  readonly controller: AbortController
  readonly ended: Promise<void>
}

export function createJobs(clock: Clock, changed: (job: Job) => void): Jobs {
  const jobs = new Map<string, Running>()
  let started = 0
  return {
    start,
    find: (id) => jobs.get(id)?.job,
    list: () => Array.from(jobs.values(), ({ job }) => job).toReversed(),
    cancel: (id) => {
      jobs.get(id)?.controller.abort()
      return jobs.get(id)?.job
    },
    close: async () => {
      for (const { controller } of jobs.values()) controller.abort()
      await Promise.all(Array.from(jobs.values(), ({ ended }) => ended))
    }
  }

  function start({ kind, title, total, run }: JobStart): Job {
    started += 1
    const id = `${clock.now().toString(36)}-${started}`
    const job: Job = {
      id,
      kind,
      title,
      total,
      state: 'running',
      startedAt: clock.now(),
      endedAt: null,
      done: 0,
      reason: null
    }
    const controller = new AbortController()
    const progress = (done: number): void => change(id, { done })
    const ended = run({ progress, signal: controller.signal }).then(
      () => end(id, { state: controller.signal.aborted ? 'cancelled' : 'done' }),
      (error: unknown) => end(id, { state: 'failed', reason: reasonOf(error) })
    )
    jobs.set(id, { job, controller, ended })
    changed(job)
    forgetOld()
    return job
  }

  function end(id: string, how: Pick<Job, 'state'> & { readonly reason?: string }): void {
    change(id, { ...how, endedAt: clock.now() })
  }

  function change(id: string, how: Partial<Job>): void {
    const running = jobs.get(id)
    if (running === undefined) return
    running.job = { ...running.job, ...how }
    changed(running.job)
  }

  function forgetOld(): void {
    for (const [id, { job }] of jobs) {
      if (jobs.size <= MOST) return
      if (job.state !== 'running') jobs.delete(id)
    }
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof QueueStoreError ? error.message : 'A fault of the service; please report it with what you asked for.'
