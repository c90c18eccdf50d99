import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** One file of the log. */
export interface EventFile {
  readonly path: string
  /** No event in it was accepted before this, or after that. */
  readonly startsAt: number
  readonly endsAt: number
  readonly bytes: number
}

const NAME = /^events-(\d{15})\.jsonl$/

/** The name says when the first event of the file was accepted, so that sorting by name is sorting by time. */
export const eventFilePath = (folder: string, startsAt: number): string =>
  join(folder, `events-${String(startsAt).padStart(15, '0')}.jsonl`)

/** The files of a log, oldest first; makes the folder if it is not there. */
export async function listEventFiles(folder: string): Promise<readonly EventFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files: EventFile[] = []
  for (const name of (await readdir(folder)).toSorted()) {
    const startsAt = NAME.exec(name)?.[1]
    if (startsAt === undefined) continue
    const path = join(folder, name)
    const { size, mtimeMs } = await stat(path)
    files.push({ path, startsAt: Number(startsAt), endsAt: Math.ceil(mtimeMs), bytes: size })
  }
  // A copy of a file has a new date, and a name that tells as much.
  return files.map((file, index) => ({
    ...file,
    endsAt: Math.min(file.endsAt, files[index + 1]?.startsAt ?? Infinity)
  }))
}

export interface Retention {
  readonly keepMilliseconds: number
  readonly maximumBytes: number
}

/** How many files, counted from the oldest, hold nothing that is to be kept. */
export function countExpired(files: readonly EventFile[], { keepMilliseconds, maximumBytes }: Retention, now: number) {
  let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  let count = 0
  for (const file of files) {
    if (file.endsAt > now - keepMilliseconds && bytes <= maximumBytes) break
    bytes -= file.bytes
    count += 1
  }
  return count
}
