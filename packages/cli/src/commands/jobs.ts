import type { Job, Jobs } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { jobText, jobsText } from '../operations/operation-text'
import type { Terminal } from '../output/terminal'

/** `actions-cli jobs list`: retries and replays, the last started first. */
export async function listJobs(flags: OperationsFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const found = await client.get<Jobs>('/jobs')
  terminal.out(flags.json ? `${JSON.stringify(found)}\n` : jobsText(found.jobs))
  return EXIT.ok
}

/** `actions-cli jobs cancel`: ends one; what it has put into the queue is delivered. */
export async function cancelJob(id: string, flags: OperationsFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const job = await client.post<Job>(`/jobs/${encodeURIComponent(id)}/cancel`)
  terminal.out(flags.json ? `${JSON.stringify(job)}\n` : jobText(job))
  return EXIT.ok
}
