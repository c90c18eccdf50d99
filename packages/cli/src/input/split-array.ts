import { collectRecord } from './collect-record'
import { createEventSearch } from './find-next-event'
import type { EventSearch, Found } from './find-next-event'
import { countLines, isBlank, MAXIMUM_RECORD_BYTES, NEWLINE } from './input-record'
import type { InputRecord, Splitter } from './input-record'
import { createElementScanner } from './scan-element'
import type { Step } from './scan-element'
import { createLineSplitter } from './split-lines'

const OPEN_ARRAY = 0x5b
const COMMA = 0x2c
const NOTHING = Buffer.alloc(0)

/** Where the splitter is in the input. */
type State =
  | { readonly kind: 'before' }
  | { readonly kind: 'element' }
  | { readonly kind: 'after' }
  | { readonly kind: 'searching'; readonly search: EventSearch; readonly reason: string; readonly line: number }
  | { readonly kind: 'lines'; readonly lines: Splitter }

/**
 * One record an element of a JSON array, without holding the array. A broken element costs itself: the next event behind
 * it is found again. What follows the array is read line by line.
 */
export function createArraySplitter(): Splitter {
  const collected = collectRecord()
  let state: State = { kind: 'before' }
  let scanner = createElementScanner()
  let records: InputRecord[] = []
  let line = 1
  /** Where the space before the present element begins, and where the element itself. */
  let spaceLine = 1
  let elementLine: number | undefined
  let elementBytes = 0
  let isFirst = true

  return {
    push: (chunk) => {
      readAll(chunk)
      return takeRecords()
    },
    end: () => {
      if (state.kind === 'lines') records.push(...state.lines.end())
      let isDone = false
      while (!isDone) isDone = finish()
      return takeRecords()
    }
  }

  function readAll(chunk: Buffer): void {
    let rest = chunk
    while (rest.length > 0) rest = readOn(rest)
  }

  function takeRecords(): readonly InputRecord[] {
    const taken = records
    records = []
    return taken
  }

  /** Reads on in the present state; what it leaves is for the state it changed to. */
  function readOn(chunk: Buffer): Buffer {
    if (state.kind === 'element') return readElement(chunk)
    if (state.kind === 'searching') return resume(state.search.push(chunk))
    if (state.kind === 'before' || state.kind === 'after') return readSpace(chunk)
    records.push(...state.lines.push(chunk))
    return NOTHING
  }

  function readSpace(chunk: Buffer): Buffer {
    const found = chunk.findIndex((byte) => byte > 0x20)
    line += countLines(found === -1 ? chunk : chunk.subarray(0, found))
    if (found === -1) return NOTHING
    const rest = chunk.subarray(found)
    if (state.kind === 'before' && rest[0] === OPEN_ARRAY) {
      startElement()
      return rest.subarray(1)
    }
    if (rest[0] === COMMA) startSearch(GOES_ON, line)
    else state = { kind: 'lines', lines: createLineSplitter(line) }
    return rest
  }

  function readElement(chunk: Buffer): Buffer {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      const step = scanner.step(byte)
      if (elementLine === undefined && byte > 0x20) elementLine = line
      if (step === 'inside' && elementBytes + at < MAXIMUM_RECORD_BYTES) {
        if (byte === NEWLINE) line += 1
        continue
      }
      collected.add(chunk.subarray(0, at))
      return endElement(step, chunk.subarray(at))
    }
    collected.add(chunk)
    elementBytes += chunk.length
    return NOTHING
  }

  /** `rest` begins with the byte that ended the element. */
  function endElement(step: Step, rest: Buffer): Buffer {
    if (step === 'inside') return giveUp(`${TOO_LONG} in line ${elementLine ?? line}`, rest)
    if (step === 'broken') return giveUp(BROKEN, rest)
    const { content = NOTHING } = collected.take()
    if (!isBlank(content)) records.push({ kind: 'text', content, line: elementLine ?? line })
    else if (step === 'comma' || !isFirst) records.push({ kind: 'broken', reason: NO_EVENT, line })
    isFirst = false
    if (step === 'neighbour') {
      records.push({ kind: 'broken', reason: NO_COMMA, line })
      startElement()
      return rest
    }
    if (step === 'comma') startElement()
    else state = { kind: 'after' }
    return rest.subarray(1)
  }

  function startElement(): void {
    state = { kind: 'element' }
    scanner = createElementScanner()
    spaceLine = line
    elementLine = undefined
    elementBytes = 0
  }

  /** The element cannot be told apart from what follows: all of it is searched for the next event. */
  function giveUp(reason: string, rest: Buffer): Buffer {
    const { content = NOTHING } = collected.take()
    const reportLine = elementLine ?? line
    line = spaceLine
    startSearch(reason, reportLine)
    return Buffer.concat([content, rest])
  }

  function startSearch(reason: string, reportLine: number): void {
    state = { kind: 'searching', search: createEventSearch(line), reason, line: reportLine }
  }

  function resume(found: Found | undefined): Buffer {
    if (found === undefined || state.kind !== 'searching') return NOTHING
    records.push({
      kind: 'broken',
      reason: `${state.reason}; reading went on in line ${found.line}.`,
      line: state.line
    })
    line = found.line
    isFirst = false
    startElement()
    return found.rest
  }

  /** Whether nothing is left to be told; a search may turn up an event, and that has its end too. */
  function finish(): boolean {
    if (state.kind === 'element') return finishElement()
    if (state.kind !== 'searching') return true
    const { search, reason, line: brokenLine } = state
    const rest = resume(search.end())
    readAll(rest)
    if (rest.length > 0) return false
    records.push({ kind: 'broken', reason: `${reason}.`, line: brokenLine })
    return true
  }

  /** Without its closing bracket the array is cut off: what stands before the cut is kept, if it is whole. */
  function finishElement(): boolean {
    if (!scanner.isClosed()) {
      readAll(giveUp(CUT_OFF, NOTHING))
      return false
    }
    const { content = NOTHING } = collected.take()
    if (!isBlank(content)) records.push({ kind: 'text', content, line: elementLine ?? line })
    records.push({ kind: 'broken', reason: `${CUT_OFF}.`, line })
    return true
  }
}

const BROKEN = 'This is not valid JSON: a quote, bracket or comma is missing or too many; mend it and send it again'
const TOO_LONG = `More than ${MAXIMUM_RECORD_BYTES} bytes belong to the event that begins`
const GOES_ON = 'The array goes on behind its closing bracket; take that bracket out'
const CUT_OFF = 'The input ends before the array is closed; see whether it was cut off'
const NO_EVENT = 'There is a comma without an event; take the comma out.'
const NO_COMMA = 'There is no comma before this event; put one in.'
