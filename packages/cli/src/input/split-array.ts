import { MAXIMUM_RECORD_BYTES } from './split-lines'
import type { InputRecord, Splitter } from './split-lines'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const NEWLINE = 0x0a
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d])

/**
 * One record an element of a JSON array, without holding the array: strings and nesting are followed byte by byte,
 * and what an element holds is for the JSON parser to judge.
 */
export function createArraySplitter(): Splitter {
  let depth = 0
  let inString = false
  let escaped = false
  let ended = false
  let line = 1
  let startLine = 1
  let parts: Buffer[] = []
  let bytes = 0

  return {
    push: (chunk) => {
      const records: InputRecord[] = []
      let start = 0
      for (let index = 0; index < chunk.length; index++) {
        const byte = chunk[index] ?? 0
        if (byte === NEWLINE) line += 1
        if (inString) {
          followString(byte)
          continue
        }
        if (byte === QUOTE) inString = true
        else if (OPENING.has(byte)) {
          depth += 1
          if (depth === 1) start = index + 1
        } else if (CLOSING.has(byte)) depth -= 1
        const isEnd = !ended && (depth === 0 || (depth === 1 && byte === COMMA))
        if (isEnd && (byte === COMMA || CLOSING.has(byte))) {
          keep(chunk.subarray(start, index))
          records.push(...take())
          start = index + 1
          ended = depth === 0
        }
      }
      if (!ended && depth > 0) keep(chunk.subarray(start))
      return records
    },
    // Without its closing bracket the file is cut off; what was begun is left to the JSON parser to refuse.
    end: () => (ended ? [] : take())
  }

  function followString(byte: number): void {
    if (escaped) escaped = false
    else if (byte === BACKSLASH) escaped = true
    else if (byte === QUOTE) inString = false
  }

  function keep(part: Buffer): void {
    if (bytes === 0) startLine = line - countLines(part)
    bytes += part.length
    if (bytes <= MAXIMUM_RECORD_BYTES && part.length > 0) parts.push(part)
  }

  function take(): readonly InputRecord[] {
    const [length, text] = [bytes, bytes > MAXIMUM_RECORD_BYTES ? '' : Buffer.concat(parts).toString('utf8')]
    parts = []
    bytes = 0
    if (length > MAXIMUM_RECORD_BYTES) return [{ kind: 'too-long', bytes: length, line: startLine }]
    const blank = /^\s*/.exec(text)?.[0] ?? ''
    if (blank.length === text.length) return []
    return [{ kind: 'text', text, line: startLine + countLines(Buffer.from(blank)) }]
  }
}

function countLines(part: Buffer): number {
  let lines = 0
  for (let at = part.indexOf(NEWLINE); at !== -1; at = part.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}
