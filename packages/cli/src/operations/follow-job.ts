import { systemClock } from '@waybill/runner'
import type { Job } from '@waybill/server/operations'
import type { Terminal } from '../output/terminal'
import type { OperationsClient } from './operations-client'

const LOOK_EVERY_MILLISECONDS = 500

/** Waits until a job has ended; an interruption cancels it. */
export async function followJob(client: OperationsClient, job: Job, { interrupt }: Terminal): Promise<Job> {
  let current = job
  while (current.state === 'running') {
    if (interrupt.aborted) await client.post(`/jobs/${job.id}/cancel`)
    else await systemClock.wait(LOOK_EVERY_MILLISECONDS, interrupt)
    current = await client.get<Job>(`/jobs/${job.id}`)
  }
  return current
}
