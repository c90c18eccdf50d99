import { join } from 'node:path'
import { readDeletions, RECORDS_FILE } from '@waybill/server'
import { EXIT } from '../exit-status'
import { deletionsText, isCarriedOut } from '../output/deletion-text'
import type { Terminal } from '../output/terminal'
import { CONFIGURATION_FILE, requireConfiguration } from '../service/load-configuration'
import { errorCode, UsageError } from '../usage-error'

export interface DeletionsFlags {
  /** The data folder; then no configuration is read. */
  readonly data?: string
  readonly user?: string
  readonly json?: boolean
}

/** `actions-cli deletions`: who was deleted where, with the proof; also while the service runs. */
export async function deletions(
  path: string = CONFIGURATION_FILE,
  { data, user, json }: DeletionsFlags,
  terminal: Terminal
): Promise<number> {
  const folder = data ?? (await requireConfiguration(path, { terminal })).data.folder
  const found = await readDeletions(join(folder, RECORDS_FILE), user === undefined ? {} : { user }).catch(
    (error: unknown) => {
      throw new UsageError(`The deletions in ${folder} cannot be read (${errorCode(error)}); check the data folder.`)
    }
  )
  terminal.out(json ? found.map((deletion) => `${JSON.stringify(deletion)}\n`).join('') : deletionsText(found))
  return found.every(isCarriedOut) ? EXIT.ok : EXIT.failed
}
