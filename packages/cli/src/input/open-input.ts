import { createReadStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { addAbortSignal } from 'node:stream'
import type { Terminal } from '../output/terminal'
import { errorCode, UsageError } from '../usage-error'

/** Bytes to read events from. */
export interface Input {
  /** What to call it in messages. */
  readonly name: string
  /** Its size, to tell progress by; undefined for standard input and pipes. */
  readonly totalBytes: number | undefined
  /** Its bytes; an interruption ends them early. */
  readonly chunks: () => AsyncGenerator<Buffer>
}

const CHUNK_BYTES = 65_536

/** Opens a file, or standard input for `-`. */
export async function openInput(path: string, { input, interrupt, err }: Terminal): Promise<Input> {
  if (path === '-') {
    if (input.isTTY) err('Reading events from standard input; end it with Ctrl+D.\n')
    const chunks = () => readChunks(addAbortSignal(interrupt, input), 'Standard input', interrupt)
    return { name: 'standard input', totalBytes: undefined, chunks }
  }
  const totalBytes = await checkFile(path)
  const stream = () => createReadStream(path, { highWaterMark: CHUNK_BYTES, signal: interrupt })
  return { name: path, totalBytes, chunks: () => readChunks(stream(), path, interrupt) }
}

async function checkFile(path: string): Promise<number | undefined> {
  try {
    const file = await stat(path)
    if (file.isDirectory()) throw new UsageError(`${path} is a folder; name a file of events.`)
    await access(path, constants.R_OK)
    return file.isFile() ? file.size : undefined
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(unreadable(path, error))
  }
}

async function* readChunks(
  stream: AsyncIterable<Buffer | string>,
  name: string,
  interrupt: AbortSignal
): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
  } catch (error) {
    if (!interrupt.aborted) throw new UsageError(unreadable(name, error))
  }
}

function unreadable(name: string, error: unknown): string {
  const code = errorCode(error)
  if (code === 'ENOENT') return `There is no file ${name}; check its name and the folder you are in.`
  return `${name} cannot be read (${code}); check that it is a file you may read.`
}
