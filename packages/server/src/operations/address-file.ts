import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Holds the address of the operations port while the service runs, so that commands find it. */
const ADDRESS_FILE = 'operations-address'

export const writeAddress = (folder: string, url: string): Promise<void> =>
  writeFile(join(folder, ADDRESS_FILE), `${url}\n`, { mode: 0o600 })

export const forgetAddress = (folder: string): Promise<void> => rm(join(folder, ADDRESS_FILE), { force: true })
