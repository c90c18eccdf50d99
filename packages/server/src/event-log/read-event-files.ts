import { createReadStream } from 'node:fs'
import { checkEvent, isJsonObject } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { errorCode } from '../error-code'
import type { EventFile } from './event-files'

/** Where an event stands in the log: the same for as long as its file is there. */
export interface LogPosition {
  /** When its file begins, which no two files have in common. */
  readonly file: number
  /** Counted from 1. */
  readonly line: number
}

/** One event of the log. */
export interface LogEntry {
  readonly id: string
  readonly acceptedAt: number
  readonly source: string
  readonly event: SegmentEvent
  readonly position: LogPosition
}

/** Which part of a log is read; times are milliseconds since 1970. */
export interface EventRange {
  readonly from?: number | undefined
  /** Not included. */
  readonly until?: number | undefined
  /** Only what stands behind this. */
  readonly after?: LogPosition | undefined
  /** Only lines that hold all of these texts: cheaper than to look into every event. */
  readonly containing?: readonly string[]
  /** Ends the reading with its reason: nobody takes what was read until then for all there is. */
  readonly signal?: AbortSignal | undefined
}

/** The events of some files, in their order. Lines that a crash cut short are passed over. */
export async function* readEventFiles(files: readonly EventFile[], range: EventRange): AsyncGenerator<LogEntry> {
  const { from = -Infinity, until = Infinity, after = BEGINNING } = range
  for (const file of files) {
    const isMeant = file.endsAt >= from && file.startsAt < until && file.startsAt >= after.file
    if (file.bytes > 0 && isMeant) yield* readFile(file, range)
  }
}

const BEGINNING: LogPosition = { file: -1, line: 0 }

async function* readFile(file: EventFile, range: EventRange): AsyncGenerator<LogEntry> {
  const { from = -Infinity, until = Infinity, after = BEGINNING, containing = [], signal } = range
  const done = after.file === file.startsAt ? after.line : 0
  let number = 0
  for await (const line of linesOf(file, signal)) {
    number += 1
    if (number <= done || !containing.every((text) => line.includes(text))) continue
    const entry = parseLine(line)
    if (entry === undefined || entry.acceptedAt < from || entry.acceptedAt >= until) continue
    yield { ...entry, position: { file: file.startsAt, line: number } }
  }
}

/** Lines end at a line feed alone: `node:readline` also cuts at U+2028, which JSON may hold as it is. */
async function* linesOf({ path, bytes }: EventFile, signal: AbortSignal | undefined): AsyncGenerator<string> {
  // What is appended from now on is left for the next reader: half a line is none.
  const input: AsyncIterable<unknown> = createReadStream(path, { end: bytes - 1, encoding: 'utf8' })
  let rest = ''
  try {
    for await (const chunk of input) {
      signal?.throwIfAborted()
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    // A file may be removed because of its age while somebody reads it.
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

function parseLine(line: string): Omit<LogEntry, 'position'> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (!isJsonObject(value)) return undefined
    const { at, id, source } = value
    const checked = checkEvent(value['event'])
    if (typeof at !== 'number' || typeof id !== 'string' || typeof source !== 'string' || !checked.ok) return undefined
    return { id, acceptedAt: at, source, event: checked.event }
  } catch {
    return undefined
  }
}
