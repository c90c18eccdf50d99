import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import type { Examples } from '@waybill/kit'
import { loadModule } from '../definitions/load-module'

/** The examples beside a destination; none where it has none. */
export async function readExamples(folder: string): Promise<Examples | undefined> {
  const path = join(folder, 'examples.ts')
  if (!existsSync(path)) return undefined
  const { examples } = await loadModule(path)
  return isExamples(examples) ? examples : undefined
}

const isExamples = (value: unknown): value is Examples =>
  isJsonObject(value) && isJsonObject(value['settings']) && Array.isArray(value['examples'])
