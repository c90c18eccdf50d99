import { HTTPException } from 'hono/http-exception'
import { QueueStoreError } from '@waybill/runner'
import type { Clock } from '@waybill/runner'
import { faultName } from '../fault-name'
import type { Job } from './contract'
import type { JobFile } from './job-file'
import type { JobTask, KeptJob } from './kept-job'

/** What a job works with. */
export interface JobWork {
  /** So many more are done, and so many were repeats; from there it would go on with this task, if it is not the one before. */
  readonly progress: (count: number, more?: { readonly repeated: number; readonly task: JobTask }) => void
  /** Aborts when the job is cancelled, or the service stops. */
  readonly signal: AbortSignal
}

interface JobStart extends Pick<Job, 'title' | 'total'> {
  readonly task: JobTask
}

/** Work that takes longer than a request; what the end of the process interrupts goes on with the next start. */
export interface Jobs {
  /** Resolves when the end of the process would not be the end of the job any more. */
  readonly start: (job: JobStart) => Promise<Job>
  /** Goes on with what ran when the process before ended; says with what. To be called once, when the service has started. */
  readonly goOn: () => readonly Job[]
  readonly find: (id: string) => Job | undefined
  /** Last started first. */
  readonly list: () => readonly Job[]
  /** Resolves when no start would go on with it. */
  readonly cancel: (id: string) => Promise<Job | undefined>
  /** Interrupts all, and waits until they are where the next start goes on. */
  readonly close: () => Promise<void>
}

export interface JobsOptions {
  readonly clock: Clock
  readonly file: JobFile
  readonly run: (task: JobTask, work: JobWork) => Promise<void>
  readonly changed: (job: Job) => void
}

/** So many are remembered, those that run aside. */
const MOST = 100

interface Running {
  job: Job
  task: JobTask
  readonly controller: AbortController
  readonly ended: Promise<void>
}

export function createJobs({ clock, file, run, changed }: JobsOptions): Jobs {
  const jobs = new Map<string, Running>()
  let started = 0
  let isClosing = false
  return {
    start: async (start) => {
      started += 1
      const id = `${clock.now().toString(36)}-${started}`
      const kept: KeptJob = { ...start, id, startedAt: clock.now(), done: 0, repeated: 0 }
      const job = begin(kept)
      await file.keep(kept)
      return jobs.get(id)?.job ?? job
    },
    goOn: () => file.found.map(begin),
    find: (id) => jobs.get(id)?.job,
    list: () => Array.from(jobs.values(), ({ job }) => job).toReversed(),
    cancel: async (id) => {
      const running = jobs.get(id)
      if (running === undefined) return undefined
      running.controller.abort()
      await Promise.all([file.forget(id), running.ended])
      return running.job
    },
    close: async () => {
      isClosing = true
      for (const { controller } of jobs.values()) controller.abort()
      await Promise.all(Array.from(jobs.values(), ({ ended }) => ended))
      await file.close()
    }
  }

  function begin({ task, ...kept }: KeptJob): Job {
    const { id } = kept
    const job: Job = { ...kept, kind: task.kind, state: 'running', endedAt: null, reason: null }
    const controller = new AbortController()
    const { signal } = controller
    const ended = run(task, { progress: (count, more) => advance(id, count, more), signal }).then(
      () => end(id, { state: signal.aborted ? 'cancelled' : 'done' }),
      (error: unknown) =>
        end(id, signal.aborted ? { state: 'cancelled' } : { state: 'failed', reason: reasonOf(error) })
    )
    jobs.set(id, { job, task, controller, ended })
    changed(job)
    forgetOld()
    return job
  }

  function advance(id: string, count: number, more?: Parameters<JobWork['progress']>[1]): void {
    const running = jobs.get(id)
    if (running === undefined) return
    const { job } = running
    running.task = more?.task ?? running.task
    const counts = { done: job.done + count, repeated: job.repeated + (more?.repeated ?? 0) }
    const { title, total, startedAt, done, repeated } = change(running, counts)
    file.update({ id, title, total, startedAt, done, repeated, task: running.task })
  }

  async function end(id: string, how: Pick<Job, 'state'> & { readonly reason?: string }): Promise<void> {
    const running = jobs.get(id)
    // What the end of the service interrupts has not ended.
    if (running === undefined || isClosing) return
    change(running, { ...how, endedAt: clock.now() })
    await file.forget(id)
  }

  function change(running: Running, how: Partial<Job>): Job {
    running.job = { ...running.job, ...how }
    changed(running.job)
    return running.job
  }

  function forgetOld(): void {
    for (const [id, { job }] of jobs) {
      if (jobs.size <= MOST) return
      if (job.state !== 'running') jobs.delete(id)
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof QueueStoreError || error instanceof HTTPException) return error.message
  return `A fault of the service (${faultName(error)}); please report it with what you asked for.`
}
