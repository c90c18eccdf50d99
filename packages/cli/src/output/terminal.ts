import type { Readable } from 'node:stream'
import { escapeText } from './escape-controls'

/** What a command has around it; a test passes its own. */
export interface Terminal {
  /** Results. Control characters but line feeds are spelled out, here and in `err`: nothing is to act on a terminal. */
  readonly out: (text: string) => void
  /** Whether results come before a person's eyes and are gone then, not into a file or to another program. */
  readonly outIsTTY: boolean
  /** Everything about the command's own running. */
  readonly err: (text: string) => void
  readonly progress: ProgressStream
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Aborts when the user wants the command to end, as with Ctrl+C. */
  readonly interrupt: AbortSignal
  /** Calls back whenever the user wants the configuration to be read again, as with SIGHUP. */
  readonly onHangup: (listener: () => void) => void
}

/** Where progress is shown: a terminal, or a log. */
export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** The process as a terminal. A second signal ends it at once, as without us. */
export function processTerminal(): Terminal {
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort())
  return {
    out: (text) => void process.stdout.write(escapeText(text)),
    outIsTTY: process.stdout.isTTY,
    err: (text) => void process.stderr.write(escapeText(text)),
    progress: process.stderr,
    // Standard input keeps a process alive once it is touched.
    get input() {
      return process.stdin
    },
    environment: process.env,
    interrupt: interruption.signal,
    onHangup: (listener) => void process.on('SIGHUP', listener)
  }
}
