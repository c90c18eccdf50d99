import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { QueueStoreError } from '@waybill/runner'
import type { QueueStore } from '@waybill/runner'
import { createEmbeddedStore } from '@waybill/runner/embedded-store'
import type { ServiceConfiguration } from '@waybill/server'
import { errorCode, UsageError } from '../usage-error'

// Events are about people: other users of the machine have no business there.
const OWNER_ONLY = 0o700

/** Opens the queue in the data folder, for this process alone. */
export async function openStore({
  folder,
  maximumMegabytes,
  reserveMegabytes
}: ServiceConfiguration['data']): Promise<QueueStore> {
  try {
    await mkdir(folder, { recursive: true, mode: OWNER_ONLY })
  } catch (error) {
    throw new UsageError(`The data folder ${folder} cannot be made (${errorCode(error)}); check data.folder.`)
  }
  try {
    return await createEmbeddedStore({
      path: join(folder, 'queue.db'),
      reserveBytes: reserveMegabytes * 1_000_000,
      ...(maximumMegabytes !== undefined && { maximumBytes: maximumMegabytes * 1_000_000 })
    })
  } catch (error) {
    throw error instanceof QueueStoreError ? new UsageError(sentenceOf(error, folder)) : error
  }
}

/** The queue does not know what in a configuration gives it another file. */
const sentenceOf = ({ code, message }: QueueStoreError, folder: string): string =>
  code === 'LOCKED'
    ? `The data folder ${folder} is in use: stop the other service, or give this one a folder of its own with data.folder.`
    : message
