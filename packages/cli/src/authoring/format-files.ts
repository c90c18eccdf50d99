import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { isJsonObject } from '@waybill/kit'
import { readManifest } from './repository'

const run = promisify(execFile)

/**
 * Formats files as the project they lie in does it, with its own Prettier, whichever version that is; says whether it
 * has one. Without, files stay as they were written.
 */
export async function formatFiles(folder: string, names: readonly string[]): Promise<boolean> {
  const command = prettierOf(folder)
  if (command === undefined) return false
  await run(process.execPath, [command, '--write', '--log-level', 'silent', ...names], { cwd: folder })
  return true
}

/** The command of the Prettier that a folder's project has installed. */
function prettierOf(folder: string): string | undefined {
  try {
    const manifest = createRequire(join(folder, 'index.js')).resolve('prettier/package.json')
    const { bin } = readManifest(manifest)
    const command = isJsonObject(bin) ? bin['prettier'] : bin
    return typeof command === 'string' ? join(dirname(manifest), command) : undefined
  } catch {
    return undefined
  }
}
