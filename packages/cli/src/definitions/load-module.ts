import * as kit from '@waybill/kit'
import { createJiti } from 'jiti'
import { UsageError } from '../usage-error'

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>

/**
 * What a TypeScript file of a user's exports, as the file is now. Its kit is ours, so that a definition loads from
 * anywhere. An error of the file's own is told in one sentence, without a stack trace.
 */
export async function loadModule(path: string): Promise<Exports> {
  const jiti = createJiti(__filename, {
    fsCache: false,
    moduleCache: false,
    virtualModules: { '@waybill/kit': kit }
  })
  try {
    return await jiti.import<Exports>(path)
  } catch (error) {
    throw new UsageError(`${path} cannot be loaded: ${messageOf(error).split('\n')[0]}`)
  }
}

/** The file may run in a realm of its own, whose errors are no instances of our `Error`. */
const messageOf = (error: unknown): string =>
  kit.isJsonObject(error) && typeof error['message'] === 'string'
    ? error['message']
    : 'it throws something that is no error.'
