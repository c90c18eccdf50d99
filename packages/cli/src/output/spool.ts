import { createReadStream, mkdtempSync, openSync, rmSync, writeSync, closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Text to be written later: in memory while it is short, in a temporary file when it grows. */
export interface Spool {
  readonly write: (text: string) => void
  /** Writes everything out, in order, and lets go of it. */
  readonly replay: (write: (text: string) => void) => Promise<void>
}

const MAXIMUM_CHARACTERS = 4_000_000

export function createSpool(maximumCharacters = MAXIMUM_CHARACTERS): Spool {
  let texts: string[] = []
  let characters = 0
  let folder: string | undefined
  let file: number | undefined

  return {
    write: (text) => {
      texts.push(text)
      characters += text.length
      if (characters > maximumCharacters) spill()
    },
    replay: async (write) => {
      if (folder !== undefined && file !== undefined) {
        closeSync(file)
        const stream = createReadStream(pathIn(folder), { encoding: 'utf8' })
        for await (const text of stream as AsyncIterable<string>) write(text)
        rmSync(folder, { recursive: true, force: true })
      }
      write(texts.join(''))
      texts = []
    }
  }

  function spill(): void {
    folder ??= mkdtempSync(join(tmpdir(), 'waybill-'))
    file ??= openSync(pathIn(folder), 'a')
    writeSync(file, texts.join(''))
    texts = []
    characters = 0
  }
}

const pathIn = (folder: string): string => join(folder, 'spool')
