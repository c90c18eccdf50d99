/** A piece of the input that should hold one event, or one that is too long to be one. */
export type InputRecord =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'too-long'; readonly bytes: number; readonly line: number }

/** Takes in bytes as they come and gives out the records that are complete. */
export interface Splitter {
  readonly push: (chunk: Buffer) => readonly InputRecord[]
  readonly end: () => readonly InputRecord[]
}

/** Above this a record is passed over without being held: thirty times what Segment takes as one event. */
export const MAXIMUM_RECORD_BYTES = 1_048_576

const NEWLINE = 10

/** One record a line; blank lines are none. */
export function createLineSplitter(): Splitter {
  let line = 1
  let parts: Buffer[] = []
  let bytes = 0

  return {
    push: (chunk) => {
      const records: InputRecord[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end))
        records.push(...take())
        start = end + 1
      }
      keep(chunk.subarray(start))
      return records
    },
    end: () => take()
  }

  function keep(part: Buffer): void {
    bytes += part.length
    if (bytes <= MAXIMUM_RECORD_BYTES && part.length > 0) parts.push(part)
  }

  function take(): readonly InputRecord[] {
    const record = { line, bytes }
    const text = bytes > MAXIMUM_RECORD_BYTES ? '' : Buffer.concat(parts).toString('utf8')
    line += 1
    parts = []
    bytes = 0
    if (record.bytes > MAXIMUM_RECORD_BYTES) return [{ kind: 'too-long', ...record }]
    return text.trim() === '' ? [] : [{ kind: 'text', text, line: record.line }]
  }
}
