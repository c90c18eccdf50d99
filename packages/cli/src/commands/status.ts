import type { Status } from '@waybill/server/operations'
import { EXIT } from '../exit-status'
import { openClient } from '../operations/operations-client'
import type { OperationsFlags } from '../operations/operations-client'
import { statusText } from '../operations/operation-text'
import type { Terminal } from '../output/terminal'

/** `actions-cli status`: how a running service is doing. Fails when an instance does not run as it should. */
export async function status(flags: OperationsFlags, terminal: Terminal): Promise<number> {
  const client = await openClient(flags, terminal)
  const current = await client.get<Status>('/status')
  terminal.out(flags.json ? `${JSON.stringify(current)}\n` : statusText(current))
  return current.instances.every(({ health }) => health === 'running') ? EXIT.ok : EXIT.failed
}
