import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { errorCode, UsageError } from '../usage-error'
import type { Files } from './template'

/** Writes files that are not there yet: none is ever written over. */
export function writeNewFiles(folder: string, files: Files): void {
  const there = Object.keys(files).find((name) => existsSync(join(folder, name)))
  if (there !== undefined) throw new UsageError(`${join(folder, there)} exists already; nothing was written.`)
  for (const [name, text] of Object.entries(files)) writeFile(join(folder, name), text, 'wx')
}

/** Writes one file with its folders; `wx` refuses one that exists. */
export function writeFile(path: string, text: string, flag: 'w' | 'wx'): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag })
  } catch (error) {
    throw new UsageError(`${path} cannot be written (${errorCode(error)}); check the folder and its permissions.`)
  }
}
