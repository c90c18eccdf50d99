import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { escapeText } from './output/escape-controls'
import type { Terminal } from './output/terminal'
import { run } from './main'

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
  /** Everything a user can get to see. */
  readonly all: string
}

export interface Around {
  readonly input?: string | Readable
  readonly environment?: Readonly<Record<string, string>>
  readonly interrupt?: AbortSignal
  /** Is given what to call for the configuration to be read again. */
  readonly onHangup?: (listener: () => void) => void
  /** Called with each piece of standard output as it comes. */
  readonly onOut?: (text: string) => void
  /** Called with each piece of standard error as it comes. */
  readonly onErr?: (text: string) => void
  /** Whether a person watches, by stream. @default nobody does */
  readonly outIsTTY?: boolean
  readonly errIsTTY?: boolean
}

/** A terminal for tests: no process, nothing printed. */
export function createTestTerminal({
  input = '',
  environment = {},
  interrupt,
  onHangup,
  onOut,
  onErr,
  outIsTTY = false,
  errIsTTY = false
}: Around = {}) {
  const written = { out: '', err: '', progress: '' }
  const terminal: Terminal = {
    out: (text) => {
      written.out += escapeText(text)
      onOut?.(text)
    },
    outIsTTY,
    err: (text) => {
      written.err += escapeText(text)
      onErr?.(text)
    },
    progress: { isTTY: errIsTTY, write: (text) => void (written.progress += text) },
    input: typeof input === 'string' ? Readable.from([Buffer.from(input)]) : input,
    environment,
    interrupt: interrupt ?? new AbortController().signal,
    onHangup: onHangup ?? (() => undefined)
  }
  return { terminal, written }
}

/** Runs a command as a user would, in this process. */
export async function runCommand(args: readonly string[], around: Around = {}): Promise<Ran> {
  const { terminal, written } = createTestTerminal(around)
  const status = await run(args, terminal)
  const err = written.progress + written.err
  return { status, out: written.out, err, all: written.out + err }
}

/** A folder of its own for a test's files; `remove` it afterwards. */
export function createTestFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-cli-'))
  return {
    write: (name: string, content: string | Buffer): string => {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
      return path
    },
    path: (name: string): string => join(folder, name),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

/** The JSON lines a command wrote. */
export const jsonLines = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown)
