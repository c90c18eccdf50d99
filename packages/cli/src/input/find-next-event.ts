import { checkEvent } from '@waybill/kit'
import { NEWLINE } from './input-record'
import { createElementScanner } from './scan-element'

/** Looks for the next event of an array behind an element that is broken. */
export interface EventSearch {
  /** Takes in more of the input; gives what begins with an event once one is found, and the line it is on. */
  readonly push: (chunk: Buffer) => Found | undefined
  /** The last look, when nothing more comes. */
  readonly end: () => Found | undefined
}

export interface Found {
  readonly rest: Buffer
  readonly line: number
}

const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

// Twice what an event may have, and deeper than events go: it bounds what a hopeless input costs.
const MAXIMUM_BYTES = 65_536
const MAXIMUM_DEPTH = 64

/**
 * Only an object that is an event by itself, where an element could begin, ends the search: no guess about brackets and
 * quotes is needed, and no part of a broken event is taken for an event.
 */
export function createEventSearch(firstLine: number): EventSearch {
  let waiting: Buffer = Buffer.alloc(0)
  let line = firstLine
  let previous = NEWLINE

  return {
    push: (chunk) => {
      waiting = Buffer.concat([waiting, chunk])
      return search(false)
    },
    end: () => search(true)
  }

  function search(isEnd: boolean): Found | undefined {
    for (let at = 0; at < waiting.length; at++) {
      const byte = waiting[at] ?? 0
      if (byte === OPEN_OBJECT && (previous === COMMA || previous === CLOSE_OBJECT || previous === NEWLINE)) {
        const verdict = tryEvent(waiting.subarray(at), isEnd)
        if (verdict === 'event') return { rest: waiting.subarray(at), line }
        if (verdict === 'unknown') {
          waiting = waiting.subarray(at)
          return undefined
        }
      }
      if (byte === NEWLINE) line += 1
      if (byte > 0x20 || byte === NEWLINE) previous = byte
    }
    waiting = waiting.subarray(waiting.length)
    return undefined
  }
}

/** Whether an event begins here; unknown while more of the input is needed to tell. */
function tryEvent(from: Buffer, isEnd: boolean): 'event' | 'none' | 'unknown' {
  const scanner = createElementScanner(MAXIMUM_DEPTH)
  const length = Math.min(from.length, MAXIMUM_BYTES)
  for (let at = 0; at < length; at++) {
    const step = scanner.step(from[at] ?? 0)
    if (step === 'inside') continue
    return step !== 'broken' && isEvent(from.subarray(0, at)) ? 'event' : 'none'
  }
  if (from.length >= MAXIMUM_BYTES) return 'none'
  if (!isEnd) return 'unknown'
  return isEvent(from) ? 'event' : 'none'
}

function isEvent(content: Buffer): boolean {
  try {
    return checkEvent(JSON.parse(content.toString('utf8'))).ok
  } catch {
    return false
  }
}
