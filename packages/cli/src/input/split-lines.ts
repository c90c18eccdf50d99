import { collectRecord } from './collect-record'
import { isBlank, NEWLINE } from './input-record'
import type { InputRecord, Splitter } from './input-record'

/** One record a line; blank lines are none. */
export function createLineSplitter(firstLine = 1): Splitter {
  const collected = collectRecord()
  let line = firstLine

  return {
    push: (chunk) => {
      const records: InputRecord[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        collected.add(chunk.subarray(start, end))
        records.push(...take())
        start = end + 1
      }
      collected.add(chunk.subarray(start))
      return records
    },
    end: () => take()
  }

  function take(): readonly InputRecord[] {
    const { bytes, content } = collected.take()
    const place = line
    line += 1
    if (content === undefined) return [{ kind: 'too-long', bytes, line: place }]
    return isBlank(content) ? [] : [{ kind: 'text', content, line: place }]
  }
}
