import type { InstanceStatus } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import type { Terminal } from '../output/terminal'

export interface PauseFlags extends OperationsFlags {
  readonly reason?: string
}

/** `actions-cli pause`: nothing of an instance is sent until it is resumed; its events are kept. */
export async function pause(instance: string, { reason, ...flags }: PauseFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const path = `/instances/${encodeURIComponent(instance)}/pause`
  const paused = await client.post<InstanceStatus>(path, { ...(reason !== undefined && { reason }) })
  terminal.out(flags.json ? `${JSON.stringify(paused)}\n` : `${instance} is paused; its events are kept.\n`)
  return EXIT.ok
}

/** `actions-cli resume`: an instance goes on, whether a person paused it or its vendor refused everything. */
export async function resume(instance: string, flags: OperationsFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const resumed = await client.post<InstanceStatus>(`/instances/${encodeURIComponent(instance)}/resume`)
  terminal.out(flags.json ? `${JSON.stringify(resumed)}\n` : `${instance} goes on.\n`)
  return EXIT.ok
}
