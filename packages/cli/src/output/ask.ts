import { createInterface } from 'node:readline'
import type { Terminal } from './terminal'

/** Asks a person one thing after another. */
export interface Asker {
  /** What was answered, or the default for an empty line, or when there is nobody to answer any more. */
  readonly ask: (question: string, preset: string) => Promise<string>
  readonly close: () => void
}

export function createAsker({ input, err }: Pick<Terminal, 'input' | 'err'>): Asker {
  const lines = createInterface({ input, terminal: false })
  // Lines may come before they are asked for, as from a pipe: the iterator keeps them.
  const answers = lines[Symbol.asyncIterator]()
  return {
    ask: async (question, preset) => {
      err(`${question}${preset === '' ? '' : ` [${preset}]`}: `)
      const answer = await answers.next()
      return (answer.done === true ? '' : answer.value.trim()) || preset
    },
    close: () => lines.close()
  }
}
