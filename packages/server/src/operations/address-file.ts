import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Holds the address of the operations port while the service runs, so that commands find it. */
const ADDRESS_FILE = 'operations-address'

export const writeAddress = (folder: string, url: string): Promise<void> =>
  writeFile(join(folder, ADDRESS_FILE), `${url}\n`, { mode: 0o600 })

export const forgetAddress = (folder: string): Promise<void> => rm(join(folder, ADDRESS_FILE), { force: true })

/** Where this machine reaches what listens: 0.0.0.0 and :: stand for all of its addresses and are none themselves. */
export const localAddress = (url: string): string =>
  url.replace(/(?<=^http:\/\/)(?:0\.0\.0\.0|\[::\])(?=:)/, '127.0.0.1')
