import { open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { SegmentEvent } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import { errorCode } from '../error-code'
import { countExpired, eventFilePath, listEventFiles } from './event-files'
import type { EventFile, Retention } from './event-files'
import { readEventFiles } from './read-event-files'
import type { EventRange, LogEntry } from './read-event-files'

export interface EventLogOptions extends Retention {
  /** Created if it is not there; only this log's files are touched in it. */
  readonly folder: string
  readonly clock: Clock
  /** How much of the disk is left to others: the oldest files go for it, and then no event is kept. @default nothing */
  readonly reserve?: { readonly bytes: number; readonly freeBytes: () => number }
  /** How large a file becomes before the next one is begun. @default an eighth of the maximum, at most 64 MB */
  readonly fileBytes?: number
  /** So many events could not be written; the reason is the system's. */
  readonly failed: (events: number, reason: string) => void
}

/** An event as it is given to the log. */
interface EventToKeep {
  readonly id: string
  readonly source: string
  readonly event: SegmentEvent
  /** The event as JSON, for who has it at hand. */
  readonly body?: string
}

/**
 * The accepted events of the last days, one JSON line each, in files that are only appended to and removed as a whole.
 *
 * It serves searching and replaying, never delivering: the queue alone says what is still to be sent. An event that comes
 * again is kept again; a replay sends it once, since both have one id.
 */
export interface EventLog {
  /**
   * Resolves once the operating system has the lines: they survive the end of the process, and all but the last moment
   * survives the end of the machine. Never rejects: a log that cannot be written costs no event.
   */
  readonly keep: (events: readonly EventToKeep[]) => Promise<void>
  /** Oldest first. What comes in while it is read may be missing. */
  readonly read: (range?: EventRange) => AsyncGenerator<LogEntry>
  /** The same a file at a time from the last, each file oldest first: for who looks for the latest few. */
  readonly readBackwards: (range?: EventRange) => Generator<AsyncGenerator<LogEntry>>
  readonly bytes: () => number
  readonly oldestAt: () => number | undefined
  /** Removes what is older than it is to be kept; rejects when the system does not let it, and what is left is tried again. */
  readonly expire: () => Promise<void>
  readonly close: () => Promise<void>
}

const LARGEST_FILE = 64_000_000

/** A file is closed when it is this part of the time old that events are kept: so precisely is that time kept to. */
const FILES_IN_TIME = 7

interface Group {
  readonly lines: string[]
  readonly written: Promise<void>
}

interface CurrentFile {
  readonly handle: FileHandle
  readonly file: EventFile
}

export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  const { folder, clock, failed, maximumBytes, keepMilliseconds, reserve } = options
  const fileBytes = options.fileBytes ?? Math.min(LARGEST_FILE, maximumBytes / 8)
  // A file that a crash cut short stays as it is: a new one is begun with every start.
  let closed: readonly EventFile[] = await listEventFiles(folder)
  let current: CurrentFile | undefined
  let next: Group | undefined
  let working: Promise<void> = Promise.resolve()
  await removeExpired()

  return {
    keep: (events) => {
      if (events.length === 0) return Promise.resolve()
      const group = (next ??= beginGroup())
      const at = clock.now()
      for (const each of events) group.lines.push(lineOf(each, at))
      return group.written
    },
    read: (range = {}) => readEventFiles(all(), range),
    readBackwards: function* (range = {}) {
      for (const file of all().toReversed()) yield readEventFiles([file], range)
    },
    bytes: () => all().reduce((sum, file) => sum + file.bytes, 0),
    oldestAt: () => all()[0]?.startsAt,
    expire: () => inTurn(removeExpired),
    close: () => inTurn(endFile)
  }

  function all(): readonly EventFile[] {
    return current === undefined ? closed : [...closed, current.file]
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = working.then(work)
    // What goes wrong in one turn is no reason to refuse all that come after.
    working = done.catch(() => undefined)
    return done
  }

  /** Whatever comes while one write is under way goes into the next. */
  function beginGroup(): Group {
    const lines: string[] = []
    const written = inTurn(() => {
      next = undefined
      return write(lines)
    })
    return { lines, written }
  }

  async function write(lines: readonly string[]): Promise<void> {
    try {
      const bytes = Buffer.from(lines.join(''))
      await makeRoom(bytes.length)
      const { handle, file } = await fileFor(bytes.length)
      await handle.appendFile(bytes)
      current = { handle, file: { ...file, endsAt: clock.now() + 1, bytes: file.bytes + bytes.length } }
    } catch (error) {
      failed(lines.length, errorCode(error))
      // A line may have been cut: the next begins in a file of its own.
      await endFile().catch(() => undefined)
    }
  }

  async function makeRoom(bytes: number): Promise<void> {
    if (hasRoom(bytes)) return
    await endFile()
    while (closed.length > 0 && !hasRoom(bytes)) await removeOldest()
    if (!hasRoom(bytes)) throw Object.assign(new Error('Others need what is left of the disk.'), { code: 'ENOSPC' })
  }

  function hasRoom(bytes: number): boolean {
    return reserve === undefined || reserve.freeBytes() >= reserve.bytes + bytes
  }

  async function fileFor(moreBytes: number): Promise<CurrentFile> {
    if (current !== undefined && isFull(current.file, moreBytes)) await endFile()
    if (current !== undefined) return current
    // Who asks for it learns why nothing can be removed; it is no reason not to keep what comes.
    await removeExpired().catch(() => undefined)
    // Two files never have one name, also when the clock is set back.
    const startsAt = Math.max(clock.now(), (closed.at(-1)?.startsAt ?? -1) + 1)
    const path = eventFilePath(folder, startsAt)
    current = { handle: await open(path, 'a', 0o600), file: { path, startsAt, endsAt: startsAt, bytes: 0 } }
    return current
  }

  function isFull({ startsAt, bytes }: EventFile, moreBytes: number): boolean {
    return (bytes > 0 && bytes + moreBytes > fileBytes) || clock.now() - startsAt > keepMilliseconds / FILES_IN_TIME
  }

  async function endFile(): Promise<void> {
    if (current === undefined) return
    const { handle, file } = current
    closed = [...closed, file]
    current = undefined
    await handle.close()
  }

  async function removeExpired(): Promise<void> {
    if (current !== undefined && isFull(current.file, 0)) await endFile()
    const count = Math.min(countExpired(all(), options, clock.now()), closed.length)
    for (let removed = 0; removed < count; removed++) await removeOldest()
  }

  async function removeOldest(): Promise<void> {
    const [oldest] = closed
    if (oldest === undefined) return
    await rm(oldest.path, { force: true })
    closed = closed.slice(1)
  }
}

function lineOf({ id, source, event, body }: EventToKeep, at: number): string {
  const text = body === undefined || body.includes('\n') ? JSON.stringify(event) : body
  return `{"at":${at},"id":${JSON.stringify(id)},"source":${JSON.stringify(source)},"event":${text}}\n`
}
