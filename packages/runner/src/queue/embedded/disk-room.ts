import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { QueueStoreError } from '../queue-store-error'
import { numberOf, type Sql } from './sql'

export interface RoomLimits {
  /** How large the file may become by what is appended; what became of it is still written. @default as large as the disk */
  readonly maximumBytes?: number
  /** How much of the disk what is appended leaves free, for what became of it. @default none */
  readonly reserveBytes?: number
}

/** Says why so many bytes more are not to be appended; undefined if they may. */
export type DiskRoom = (bytes: number) => QueueStoreError | undefined

const MEGABYTE = 1_000_000

/** Room for new messages ends before the room for settling those that are there: else neither would ever go on. */
export function createDiskRoom(
  path: string,
  sql: Sql,
  { maximumBytes = Infinity, reserveBytes = 0 }: RoomLimits
): DiskRoom {
  const folder = dirname(path)
  const used = sql.prepare(
    'SELECT page_size * (page_count - freelist_count) FROM pragma_page_size, pragma_page_count, pragma_freelist_count'
  )
  const unused = sql.prepare('SELECT page_size * freelist_count FROM pragma_page_size, pragma_freelist_count')
  return (bytes) => {
    if (maximumBytes < Infinity && numberOf(used.row()?.[0]) + bytes > maximumBytes) {
      return full(
        `The queue file ${path} has its ${Math.round(maximumBytes / MEGABYTE)} MB: let it be worked off or allow more, then send again what was not accepted.`
      )
    }
    if (reserveBytes > 0 && isShort(reserveBytes + bytes)) {
      return full(
        `The disk of the queue file ${path} has less than ${Math.round(reserveBytes / MEGABYTE)} MB left: make room, then send again what was not accepted.`
      )
    }
    return undefined
  }

  /** Pages that the file has and does not use are as good as a free disk. */
  function isShort(bytes: number): boolean {
    const free = freeBytes(folder)
    return free < bytes && free + numberOf(unused.row()?.[0]) < bytes
  }
}

const full = (message: string): QueueStoreError => new QueueStoreError('DISK_FULL', message)

/** What a process without special rights may still write. */
function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}
