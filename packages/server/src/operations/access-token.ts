import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../error-code'
import { CannotStart } from '../service/cannot-start'

/** The token is in it; whoever can read it may do everything. */
export const TOKEN_FILE = 'operations-token'

/** The token of the data folder: the one of earlier, or a new one that only the owner of the process can read. */
export async function readAccessToken(folder: string, newToken: () => string): Promise<string> {
  const path = join(folder, TOKEN_FILE)
  try {
    const known = (await readFile(path, 'utf8')).trim()
    if (known !== '') {
      await chmod(path, 0o600)
      return known
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      throw new CannotStart(
        `The token in ${path} cannot be read (${errorCode(error)}); let this process read it, or remove it.`,
        {
          cause: error
        }
      )
    }
  }
  const token = newToken()
  await writeFile(path, `${token}\n`, { mode: 0o600 })
  return token
}
