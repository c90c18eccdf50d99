import { escapeLine } from './escape-controls'
import type { ProgressStream } from './terminal'

/** Tells how far the reading has come, and what holds it up. */
export interface Progress {
  readonly update: (readBytes: number, events: number) => void
  /** A sentence about something that takes time, such as a retry. */
  readonly note: (sentence: string) => void
  readonly end: () => void
}

export interface ProgressOptions {
  readonly totalBytes: number | undefined
  /** What the terminal calls itself: a dumb one cannot go back in a line. */
  readonly terminalType?: string | undefined
}

const BAR_WIDTH = 30
const PLAIN_STEP = 50_000

/** A bar that redraws itself on a terminal; elsewhere a plain line every so many events, fit for a log. */
export function createProgress(stream: ProgressStream, { totalBytes, terminalType }: ProgressOptions): Progress {
  const canRedraw = stream.isTTY === true && terminalType !== 'dumb'
  return canRedraw ? createBar(stream, totalBytes) : createPlainLines(stream, totalBytes)
}

const CLEAR_LINE = '\r\u001b[2K'

function createBar(stream: ProgressStream, totalBytes: number | undefined): Progress {
  let drawn = ''
  return {
    update: (readBytes, events) => {
      const line = barLine({ readBytes, events, totalBytes }, stream.columns || 80)
      if (line === drawn) return
      drawn = line
      stream.write(CLEAR_LINE + line)
    },
    note: (sentence) => void stream.write(`${CLEAR_LINE}${escapeLine(sentence)}\n${drawn}`),
    end: () => {
      if (drawn !== '') stream.write(CLEAR_LINE)
      drawn = ''
    }
  }
}

interface Reading {
  readonly readBytes: number
  readonly events: number
  readonly totalBytes: number | undefined
}

/** A narrow terminal gets a shorter bar, and a very narrow one the numbers only. */
function barLine({ readBytes, events, totalBytes }: Reading, columns: number): string {
  const count = `${events} events read`
  // A full line would make some terminals go on to the next.
  const room = columns - 1
  if (!totalBytes) return count.slice(0, room)
  const share = Math.min(1, readBytes / totalBytes)
  const numbers = `${String(Math.floor(share * 100)).padStart(3)} %  ${count}`
  const width = Math.min(BAR_WIDTH, room - numbers.length - 2)
  if (width < 4) return numbers.slice(0, room)
  const filled = Math.round(share * width)
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${numbers}`
}

function createPlainLines(stream: ProgressStream, totalBytes: number | undefined): Progress {
  let next = PLAIN_STEP
  return {
    update: (readBytes, events) => {
      if (events < next) return
      next = events + PLAIN_STEP
      const share = totalBytes ? ` (${Math.floor((100 * readBytes) / totalBytes)} %)` : ''
      stream.write(`${events} events read${share}\n`)
    },
    note: (sentence) => void stream.write(`${escapeLine(sentence)}\n`),
    end: () => undefined
  }
}
