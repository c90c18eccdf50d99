import type { Terminal } from '../output/terminal'
import { createArraySplitter } from './split-array'
import { createLineSplitter } from './split-lines'
import type { InputRecord, Splitter } from './input-record'
import { openInput } from './open-input'
import { readEvent } from './read-event'
import type { ReadEvent } from './read-event'
import { readText } from './read-text'

/** Some events, and how many bytes have been read so far. */
export interface Portion {
  readonly events: readonly ReadEvent[]
  readonly readBytes: number
}

export interface EventSource {
  /** What to call it in messages. */
  readonly name: string
  /** Its size, to tell progress by; undefined for standard input. */
  readonly totalBytes: number | undefined
  readonly portions: () => AsyncGenerator<Portion>
}

/** Opens a file, or standard input for `-`, of JSON lines or one JSON array; it is never held in memory as a whole. */
export async function openEvents(path: string, terminal: Terminal): Promise<EventSource> {
  const { name, totalBytes, chunks } = await openInput(path, terminal)
  return { name, totalBytes, portions: () => readEvents(readText(chunks(), name)) }
}

/** The events in the bytes of JSON lines or of one JSON array. */
export async function* readEvents(chunks: AsyncIterable<Buffer>): AsyncGenerator<Portion> {
  const splitter = createSplitter()
  let readBytes = 0
  for await (const chunk of chunks) {
    readBytes += chunk.length
    const records = splitter.push(chunk)
    if (records.length > 0) yield { events: records.map(readEvent), readBytes }
  }
  yield { events: splitter.end().map(readEvent), readBytes }
}

const BRACKET = 0x5b

/** The first byte that is no space decides: a bracket starts a JSON array. Until then, both read the space for its lines. */
function createSplitter(): Splitter {
  const [array, lines] = [createArraySplitter(), createLineSplitter()]
  let chosen: Splitter | undefined
  return {
    push: (chunk) => {
      if (chosen !== undefined) return chosen.push(chunk)
      const first = chunk.find((byte) => byte > 0x20)
      if (first !== undefined) return (chosen = first === BRACKET ? array : lines).push(chunk)
      array.push(chunk)
      lines.push(chunk)
      return NONE
    },
    end: () => chosen?.end() ?? NONE
  }
}

const NONE: readonly InputRecord[] = []
