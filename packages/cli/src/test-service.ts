import { runCommand } from './test-terminal'
import type { Around, Ran } from './test-terminal'

/** What a test does with a service; `reload` has it read its configuration again, as SIGHUP does. */
type Use = (url: string, reload: () => void) => Promise<void>

/** Runs a service with the sandbox until the test has done what it wants to do with it. */
export async function runUntil(
  file: string,
  use: Use,
  around: Pick<Around, 'outIsTTY' | 'errIsTTY'> = {}
): Promise<Ran> {
  const interruption = new AbortController()
  let url: string | undefined
  let reload: (() => void) | undefined
  let used: Promise<void> | undefined
  const ran = await runCommand(['run', file, '--sandbox'], {
    ...around,
    interrupt: interruption.signal,
    onHangup: (listener) => {
      reload = listener
    },
    onOut: (text) => {
      url ??= /http:\S+/.exec(text)?.[0]
      // The last that it says when it has started.
      if (url !== undefined && text.trimStart().startsWith('metrics ')) {
        used = use(url, () => reload?.()).finally(() => interruption.abort())
      }
    }
  })
  await used
  return ran
}
