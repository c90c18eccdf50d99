import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { UsageError } from '../usage-error'
import { createArraySplitter } from './split-array'
import { createLineSplitter } from './split-lines'
import type { InputRecord, Splitter } from './split-lines'

/** Segment refuses a larger event: https://segment.com/docs/connections/rate-limits/ */
const MAXIMUM_EVENT_BYTES = 32_768

/** One event of the input, or a place where there should be one and why there is none. */
export type ReadEvent =
  | { readonly kind: 'event'; readonly event: SegmentEvent; readonly line: number }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly line: number }

export interface EventSource {
  /** What to call it in messages. */
  readonly name: string
  /** Its size, to tell progress by; undefined for standard input. */
  readonly totalBytes: number | undefined
  /** Events in portions, each with how many bytes have been read so far. */
  readonly portions: () => AsyncGenerator<{ readonly events: readonly ReadEvent[]; readonly readBytes: number }>
}

/** Opens a file, or standard input for `-`, of JSON lines or one JSON array; it is never held in memory as a whole. */
export async function openEvents(path: string): Promise<EventSource> {
  if (path === '-') {
    return { name: 'standard input', totalBytes: undefined, portions: () => readPortions(process.stdin) }
  }
  const file = await stat(path).catch(() => undefined)
  if (file === undefined) throw new UsageError(`There is no file ${path} to read events from; check --events.`)
  if (file.isDirectory()) throw new UsageError(`${path} is a folder; name a file of events with --events.`)
  return {
    name: path,
    totalBytes: file.isFile() ? file.size : undefined,
    portions: () => readPortions(createReadStream(path, { highWaterMark: 262_144 }))
  }
}

async function* readPortions(stream: AsyncIterable<Buffer | string>): ReturnType<EventSource['portions']> {
  let splitter: Splitter | undefined
  let readBytes = 0
  for await (const data of stream) {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data
    const chunk = readBytes === 0 ? withoutByteOrderMark(bytes) : bytes
    readBytes += bytes.length
    splitter ??= chooseSplitter(chunk)
    const records = splitter?.push(chunk) ?? []
    if (records.length > 0) yield { events: records.map(readRecord), readBytes }
  }
  yield { events: (splitter?.end() ?? []).map(readRecord), readBytes }
}

const BRACKET = 0x5b

/** The first character that is no space decides: a bracket starts a JSON array; a file of spaces holds nothing yet. */
function chooseSplitter(chunk: Buffer): Splitter {
  const first = chunk.find((byte) => byte > 0x20)
  return first === BRACKET ? createArraySplitter() : createLineSplitter()
}

function withoutByteOrderMark(chunk: Buffer): Buffer {
  const [first, second, third] = chunk
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new UsageError('The events are written as UTF-16; save the file as UTF-8.')
  }
  return first === 0xef && second === 0xbb && third === 0xbf ? chunk.subarray(3) : chunk
}

function readRecord(record: InputRecord): ReadEvent {
  const { line } = record
  if (record.kind === 'too-long' || Buffer.byteLength(record.text) > MAXIMUM_EVENT_BYTES) {
    const bytes = record.kind === 'too-long' ? record.bytes : Buffer.byteLength(record.text)
    return {
      kind: 'unreadable',
      line,
      reason: `The event has ${bytes} bytes; Segment takes ${MAXIMUM_EVENT_BYTES} at most.`
    }
  }
  let value: unknown
  try {
    value = JSON.parse(record.text)
  } catch (error) {
    return { kind: 'unreadable', line, reason: `This is not valid JSON: ${parserWords(error)}.` }
  }
  const checked = checkEvent(value)
  return checked.ok
    ? { kind: 'event', event: checked.event, line }
    : { kind: 'unreadable', line, reason: checked.reason }
}

/** The parser's words without the text it quotes, which may hold a user's data. */
function parserWords(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const position = /at position (\d+)/.exec(message)?.[1]
  if (/end of JSON input|Unterminated/i.test(message)) return 'it ends too early'
  return position === undefined ? 'it is malformed' : `it is malformed at character ${Number(position) + 1}`
}
