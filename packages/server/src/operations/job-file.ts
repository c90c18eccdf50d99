import { join } from 'node:path'
import type { Clock } from '@waybill/runner'
import type { KeptJob } from './kept-job'
import { readKeptJobs } from './read-kept-jobs'
import { writeWhole } from './write-whole'

/** The jobs that have not ended, on disk. What cannot be written is tried again: without room for it, jobs go on all the same. */
export interface JobFile {
  /** Those that ran when the process before ended. */
  readonly found: readonly KeptJob[]
  /** Resolves when it has been tried to write it. */
  readonly keep: (job: KeptJob) => Promise<void>
  /** How far a job is, if it is kept; written within a second, since it changes often. */
  readonly update: (job: KeptJob) => void
  /** Resolves when it has been tried to write it. */
  readonly forget: (id: string) => Promise<void>
  /** Writes what has not been written, and nothing more. */
  readonly close: () => Promise<void>
}

const FILE = 'jobs.json'
const SOON_MILLISECONDS = 1000

export async function openJobFile(folder: string, clock: Clock): Promise<JobFile> {
  const path = join(folder, FILE)
  const found = await readKeptJobs(path)
  const kept = new Map(found.map((job) => [job.id, job]))
  const over = new AbortController()
  let isWritten = true
  let isDue = false
  let writing: Promise<void> = Promise.resolve()
  return {
    found,
    keep: (job) => {
      kept.set(job.id, job)
      return write()
    },
    update: (job) => {
      if (!kept.has(job.id)) return
      kept.set(job.id, job)
      writeSoon()
    },
    forget: async (id) => {
      if (kept.delete(id)) await write()
    },
    close: async () => {
      over.abort()
      await (isWritten ? writing : write())
    }
  }

  /** One after the other. */
  function write(): Promise<void> {
    isWritten = false
    writing = writing.then(async () => {
      isWritten = true
      const text = `${JSON.stringify([...kept.values()], null, 2)}\n`
      await writeWhole(path, text).catch(writeSoon)
    })
    return writing
  }

  function writeSoon(): void {
    isWritten = false
    if (isDue) return
    isDue = true
    void clock.wait(SOON_MILLISECONDS, over.signal).then(() => {
      isDue = false
      return over.signal.aborted ? undefined : write()
    })
  }
}
