import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Text to be written later: in memory while it is short, in a temporary file when it grows. */
export interface Spool {
  readonly write: (text: string) => void
  /** Writes everything out, in order, and lets go of it. */
  readonly replay: (write: (text: string) => void) => Promise<void>
}

const MAXIMUM_CHARACTERS = 4_000_000

/** Creates a spool that holds so many characters in memory, and puts its file into this folder. */
export function createSpool(maximumCharacters = MAXIMUM_CHARACTERS, parent = tmpdir()): Spool {
  let texts: string[] = []
  let characters = 0
  let file: number | undefined

  return {
    write: (text) => {
      texts.push(text)
      characters += text.length
      if (characters > maximumCharacters) spill()
    },
    replay: async (write) => {
      if (file !== undefined) {
        const stream = createReadStream('', { fd: file, start: 0, encoding: 'utf8', autoClose: false })
        for await (const text of stream as AsyncIterable<string>) write(text)
        closeSync(file)
        file = undefined
      }
      if (texts.length > 0) write(texts.join(''))
      texts = []
      characters = 0
    }
  }

  function spill(): void {
    file ??= openNameless(parent)
    writeAll(file, Buffer.from(texts.join('')))
    texts = []
    characters = 0
  }
}

/** A file that only we can reach: without a name it goes away with the process, however that ends. */
function openNameless(parent: string): number {
  const folder = mkdtempSync(join(parent, 'waybill-'))
  const file = openSync(join(folder, 'spool'), 'wx+', 0o600)
  rmSync(folder, { recursive: true, force: true })
  return file
}

function writeAll(file: number, content: Buffer): void {
  for (let written = 0; written < content.length;) written += writeSync(file, content, written)
}
