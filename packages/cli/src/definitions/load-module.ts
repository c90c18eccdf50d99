import { dirname, resolve } from 'node:path'
import { isJsonObject } from '@waybill/kit'
import { createLoader, describeFailure } from '@waybill/server/definitions'
import { UsageError } from '../usage-error'

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>

/** What a TypeScript file of a user's exports, as the file is now. An error of its own is told in one sentence, with its place. */
export async function loadModule(path: string): Promise<Exports> {
  const file = resolve(path)
  try {
    const exports = await createLoader(dirname(file))(file)
    return isJsonObject(exports) ? exports : {}
  } catch (error) {
    throw new UsageError(describeFailure(error, file))
  }
}
