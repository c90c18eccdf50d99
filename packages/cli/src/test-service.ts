import { runCommand } from './test-terminal'
import type { Ran } from './test-terminal'

/** Runs a service with the sandbox until the test has done what it wants to do with it. */
export async function runUntil(file: string, use: (url: string) => Promise<void>): Promise<Ran> {
  const interruption = new AbortController()
  let used: Promise<void> | undefined
  const ran = await runCommand(['run', file, '--sandbox'], {
    interrupt: interruption.signal,
    onOut: (text) => {
      const url = /http:\S+/.exec(text)?.[0]
      if (url !== undefined) used ??= use(url).finally(() => interruption.abort())
    }
  })
  await used
  return ran
}
