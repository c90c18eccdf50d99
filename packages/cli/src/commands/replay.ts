import type { Job, ReplayPreview } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { followJob } from '../operations/follow-job'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { jobText, previewText } from '../operations/operation-text'
import type { Terminal } from '../output/terminal'
import type { EventFilterFlags } from './events'

export interface ReplayFlags extends OperationsFlags, EventFilterFlags {
  /** The instance. */
  readonly to: string
  readonly dryRun?: boolean
  readonly name?: string
  readonly perSecond?: number
}

/** `actions-cli replay`: sends past events to one instance once more, or says what it would send. */
export async function replay(flags: ReplayFlags, terminal: Terminal): Promise<number> {
  const { to: instance, name, perSecond, dryRun = false, json = false, data: _, url: __, ...filter } = flags
  const client = await openClient(flags, terminal)
  const body = { instance, filter, ...(name && { name }), ...(perSecond && { perSecond }) }
  if (dryRun) {
    const preview = await client.post<ReplayPreview>('/replays/dry-run', body)
    terminal.out(json ? `${JSON.stringify(preview)}\n` : previewText(preview))
    return EXIT.ok
  }
  const job = await followJob(client, await client.post<Job>('/replays', body), terminal)
  terminal.out(json ? `${JSON.stringify(job)}\n` : jobText(job))
  return statusOf(job)
}

/** What a job that has ended means for the exit status. */
export function statusOf({ state }: Job): number {
  if (state === 'cancelled') return EXIT.interrupted
  return state === 'done' ? EXIT.ok : EXIT.failed
}
