import type { JobWork } from './jobs'
import type { JobTask } from './kept-job'
import { requireLog } from './operations'
import type { Operations } from './operations'
import { runReplay } from './replay'
import { runRetry } from './retry-dead-letters'

/** Does what a job is for, from where it is; rejects with a sentence if things are not as they were when it was asked for. */
export async function runJob(
  { core, log, changes }: Pick<Operations, 'core' | 'log' | 'changes'>,
  task: JobTask,
  work: JobWork
): Promise<void> {
  if (task.kind === 'retry') return runRetry({ ...core, changes }, task, work)
  return runReplay({ core, log: requireLog({ log }) }, task, work)
}
