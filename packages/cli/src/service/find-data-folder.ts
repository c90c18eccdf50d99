import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readDataFolder } from '@waybill/server'
import type { Terminal } from '../output/terminal'
import { errorCode, UsageError } from '../usage-error'
import { CONFIGURATION_FILE } from './configuration-file'
import { problemLines, readConfigurationText } from './load-configuration'

export interface DataFolderWish {
  /** The folder itself; then no configuration is read. */
  readonly data: string | undefined
  /** The configuration of the service. @default the folder in WAYBILL_DATA, else waybill.yaml */
  readonly path: string | undefined
}

/** The data folder of a service on this machine, whether it runs or not; it has to be there. */
export async function findDataFolder({ data, path }: DataFolderWish, terminal: Terminal): Promise<string> {
  const named = data ?? (path === undefined ? terminal.environment['WAYBILL_DATA'] : undefined)
  const folder = named ?? (await folderIn(path ?? CONFIGURATION_FILE, terminal))
  // A wrong folder holds nothing, which must not pass for a service that has nothing.
  await stat(folder).catch((error: unknown) => {
    throw new UsageError(
      `There is no data folder ${folder} (${errorCode(error)}); name that of the service with --data or WAYBILL_DATA.`
    )
  })
  return folder
}

async function folderIn(path: string, { environment }: Pick<Terminal, 'environment'>): Promise<string> {
  const read = readDataFolder(await readConfigurationText(path), { environment, folder: dirname(resolve(path)) })
  if (read.ok) return read.folder
  throw new UsageError(
    `The data folder cannot be told; correct this, or name the folder with --data:\n${problemLines(path, read.problems)}`
  )
}
