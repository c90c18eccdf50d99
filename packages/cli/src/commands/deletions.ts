import { join } from 'node:path'
import { readDeletions, RECORDS_FILE } from '@waybill/server'
import type { Deletion } from '@waybill/server'
import { EXIT } from '../exit-status'
import { escapedLines } from '../output/escape-controls'
import { deletionsText, isCarriedOut } from '../output/deletion-text'
import type { Terminal } from '../output/terminal'
import { findDataFolder } from '../service/find-data-folder'
import { errorCode, UsageError } from '../usage-error'

export interface DeletionsFlags {
  /** The data folder. @default the configuration's; without one that of WAYBILL_DATA, else of waybill.yaml */
  readonly data?: string
  readonly user?: string
  readonly json?: boolean
}

/** `actions-cli deletions`: who was deleted where, with the proof; also while the service runs. */
export async function deletions(
  path: string | undefined,
  { data, user, json }: DeletionsFlags,
  terminal: Terminal
): Promise<number> {
  const folder = await findDataFolder({ data, path }, terminal)
  const found = await readDeletions(join(folder, RECORDS_FILE), user === undefined ? {} : { user }).catch(
    (error: unknown) => {
      throw new UsageError(`The deletions in ${folder} cannot be read (${errorCode(error)}); check the data folder.`)
    }
  )
  terminal.out(json ? found.map((deletion) => `${JSON.stringify(deletion)}\n`).join('') : textOf(found, user))
  return found.every(isCarriedOut) ? EXIT.ok : EXIT.failed
}

const textOf = (found: readonly Deletion[], user: string | undefined): string =>
  found.length === 0 && user !== undefined
    ? escapedLines([`No request about ${user} is recorded.`, ''])
    : deletionsText(found)
