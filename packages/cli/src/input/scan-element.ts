import { NEWLINE } from './input-record'

/** What a byte means to the element it may belong to; `neighbour` begins the next one, without the comma it takes. */
export type Step = 'inside' | 'broken' | 'comma' | 'neighbour' | 'array-end'

export interface ElementScanner {
  readonly step: (byte: number) => Step
  /** Whether everything opened so far is closed, so that the element could end here. */
  readonly isClosed: () => boolean
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const NOTHING = 0

const isOpening = (byte: number): boolean => byte === OPEN_ARRAY || byte === OPEN_OBJECT
const isClosing = (byte: number): boolean => byte === CLOSE_ARRAY || byte === CLOSE_OBJECT

/**
 * Follows one element of an array byte by byte: closely enough to see where it ends, and to notice soon that a quote,
 * a bracket or a comma is missing, which would otherwise swallow the elements behind it. All else is the JSON parser's.
 */
export function createElementScanner(maximumDepth = Infinity): ElementScanner {
  const open: number[] = []
  let inString = false
  let escaped = false
  let previous = NOTHING

  return { step, isClosed: () => open.length === 0 && !inString }

  function step(byte: number): Step {
    if (inString) return stepInString(byte)
    if (byte <= 0x20) return 'inside'
    const before = previous
    previous = byte
    if (byte === QUOTE) {
      inString = true
      return startsValue(before) ? 'inside' : 'broken'
    }
    if (byte === COMMA) return open.length === 0 ? 'comma' : 'inside'
    if (byte === COLON) return open.length === 0 ? 'broken' : 'inside'
    if (isOpening(byte)) return stepIn(byte, before)
    if (isClosing(byte)) return stepOut(byte)
    return before === QUOTE || isClosing(before) ? 'broken' : 'inside'
  }

  /** A line break inside a string is wrong in JSON, and a sure sign of a missing quote. */
  function stepInString(byte: number): Step {
    if (byte === NEWLINE) return 'broken'
    if (escaped) escaped = false
    else if (byte === BACKSLASH) escaped = true
    else if (byte === QUOTE) inString = false
    return 'inside'
  }

  function stepIn(byte: number, before: number): Step {
    if (open.length === 0 && isClosing(before)) return 'neighbour'
    const inObject = open.at(-1) === OPEN_OBJECT
    open.push(byte)
    if (open.length > maximumDepth) return 'broken'
    // Inside an object a value follows a colon only: anything else means that a brace is missing before it.
    return inObject ? (before === COLON ? 'inside' : 'broken') : startsValue(before) ? 'inside' : 'broken'
  }

  function stepOut(byte: number): Step {
    const opened = open.pop()
    if (opened === undefined) return byte === CLOSE_ARRAY ? 'array-end' : 'broken'
    return (opened === OPEN_ARRAY) === (byte === CLOSE_ARRAY) ? 'inside' : 'broken'
  }
}

const startsValue = (before: number): boolean =>
  before === NOTHING || before === COMMA || before === COLON || isOpening(before)
