/** Tells how far the reading has come. */
export interface Progress {
  readonly update: (readBytes: number, events: number) => void
  readonly end: () => void
}

interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

const BAR_WIDTH = 30
const PLAIN_STEP = 50_000

/** A bar that redraws itself on a terminal; elsewhere a plain line every so many events, fit for a log. */
export function createProgress(stream: ProgressStream, totalBytes: number | undefined): Progress {
  return stream.isTTY ? createBar(stream, totalBytes) : createPlainLines(stream, totalBytes)
}

function createBar(stream: ProgressStream, totalBytes: number | undefined): Progress {
  let drawn = ''
  return {
    update: (readBytes, events) => {
      const line = barLine(readBytes, events, totalBytes).slice(0, (stream.columns ?? 80) - 1)
      if (line === drawn) return
      drawn = line
      stream.write(`\r\u001b[2K${line}`)
    },
    end: () => {
      if (drawn !== '') stream.write('\r\u001b[2K')
    }
  }
}

function barLine(readBytes: number, events: number, totalBytes: number | undefined): string {
  if (!totalBytes) return `${events} events read`
  const share = Math.min(1, readBytes / totalBytes)
  const filled = Math.round(share * BAR_WIDTH)
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${Math.floor(share * 100)} %  ${events} events read`
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
    end: () => undefined
  }
}
