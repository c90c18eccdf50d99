import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { isJsonObject } from '@waybill/kit'
import { CannotStart } from '../service/cannot-start'
import type { DeletionRecord } from './deletion-record'

/** A file that records are added to and never taken from. */
export interface RecordFile {
  /** Resolves once the records are on disk. */
  readonly append: (records: readonly DeletionRecord[]) => Promise<void>
  /** Resolves when everything that was added is on disk. */
  readonly close: () => Promise<void>
}

/** What the records are called in the data folder. */
export const RECORDS_FILE = 'deletions.jsonl'

/** Opens the file, for its owner only; a line that a crash has left unfinished is closed off, so that the next one stands alone. */
export async function openRecordFile(path: string): Promise<RecordFile> {
  const file = await openToAppend(path)
  const { size } = await file.stat()
  if (size > 0) {
    const { buffer } = await file.read({ buffer: Buffer.alloc(1), position: size - 1 })
    if (buffer.toString() !== '\n') await file.appendFile('\n')
  }
  let last: Promise<void> = Promise.resolve()
  let isCut = false
  return {
    append: (records) => {
      const written = last.then(() => write(records))
      last = written.catch(() => undefined)
      return written
    },
    close: async () => {
      await last
      await file.close()
    }
  }

  async function write(records: readonly DeletionRecord[]): Promise<void> {
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
    const text = isCut ? `\n${lines}` : lines
    // A full disk may take half a line.
    isCut = true
    await file.appendFile(text)
    isCut = false
    await file.datasync()
  }
}

async function openToAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+', 0o600)
  } catch (error) {
    const code = isJsonObject(error) ? String(error['code']) : 'unknown reason'
    throw new CannotStart(`The record of deletions ${path} cannot be opened (${code}); make it writable.`)
  }
}
