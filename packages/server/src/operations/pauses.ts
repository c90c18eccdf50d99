import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import type { Runner } from '@waybill/runner'
import { errorCode } from '../error-code'
import { CannotStart } from '../service/cannot-start'
import { writeWhole } from './write-whole'

/** Pauses that a person asked for: they hold until they are taken back, also over a new start. */
export interface Pauses {
  readonly pause: (instance: string, reason: string) => Promise<void>
  readonly resume: (instance: string) => Promise<void>
}

const FILE = 'paused.json'

/** Pauses what was paused before; what is no longer there is paused when it is back. */
export async function openPauses(folder: string, runner: Pick<Runner, 'pause' | 'resume'>): Promise<Pauses> {
  const path = join(folder, FILE)
  const paused = await readPauses(path)
  let writing: Promise<void> = Promise.resolve()
  for (const [instance, reason] of paused) runner.pause(instance, reason)
  return {
    pause: async (instance, reason) => {
      runner.pause(instance, reason)
      paused.set(instance, reason)
      await write()
    },
    resume: async (instance) => {
      runner.resume(instance)
      paused.delete(instance)
      // Also when it was not paused: the time before, it may not have been written.
      await write()
    }
  }

  /** One after the other. */
  function write(): Promise<void> {
    const text = `${JSON.stringify(Object.fromEntries(paused), null, 2)}\n`
    const written = writing.then(() => writeWhole(path, text))
    writing = written.catch(() => undefined)
    return written
  }
}

async function readPauses(path: string): Promise<Map<string, string>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    const entries = isJsonObject(value) ? Object.entries(value) : []
    return new Map(entries.flatMap(([instance, reason]) => (typeof reason === 'string' ? [[instance, reason]] : [])))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return new Map()
    throw new CannotStart(`${path}, which says what is paused, cannot be read; mend or remove it, then start again.`, {
      cause: error
    })
  }
}
