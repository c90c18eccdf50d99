import type { Terminal } from '../output/terminal'
import { MAXIMUM_RECORD_BYTES } from './input-record'
import { openInput } from './open-input'
import { readEvent } from './read-event'
import type { ReadEvent } from './read-event'
import { readEvents } from './read-events'
import { readText } from './read-text'

export interface OneEvent {
  readonly path: string
  /** @default the first event there is */
  readonly line?: number | undefined
}

/** Finds one event: a file may hold it alone, over any number of lines, or among others as JSON lines or an array. */
export async function readOneEvent({ path, line }: OneEvent, terminal: Terminal): Promise<ReadEvent | undefined> {
  const { name, chunks } = await openInput(path, terminal)
  const text = readText(chunks(), name)
  if (line !== undefined) return findIn(text, line)
  const { start, isWhole } = await readStart(text)
  const alone = isWhole ? readEvent({ kind: 'text', content: start, line: 1 }) : undefined
  if (alone?.kind === 'event') return alone
  return findIn(chain(start, text), undefined)
}

async function findIn(text: AsyncIterable<Buffer>, line: number | undefined): Promise<ReadEvent | undefined> {
  for await (const { events } of readEvents(text)) {
    const found = events.find((read) => line === undefined || read.line === line)
    if (found !== undefined) return found
  }
  return undefined
}

/** As much of the text as one event could have. */
async function readStart(text: AsyncGenerator<Buffer, void>): Promise<{ start: Buffer; isWhole: boolean }> {
  const parts: Buffer[] = []
  let bytes = 0
  while (bytes <= MAXIMUM_RECORD_BYTES) {
    const next = await text.next()
    if (next.done) return { start: Buffer.concat(parts), isWhole: true }
    parts.push(next.value)
    bytes += next.value.length
  }
  return { start: Buffer.concat(parts), isWhole: false }
}

async function* chain(start: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield start
  yield* rest
}
