import { run } from '../../packages/cli/src/main'
import { createTestTerminal } from '../../packages/cli/src/test-terminal'

export interface ServedPage {
  /** The address that opens the page, its token in it. */
  readonly url: string
  readonly origin: string
  readonly stop: () => Promise<void>
}

export interface ServeOptions {
  /** Where the destinations are. @default those of this repository */
  readonly directory?: string
}

/** Runs `actions-cli serve` on free ports, and waits for the address it prints. */
export async function servePage({ directory }: ServeOptions): Promise<ServedPage> {
  const interrupt = new AbortController()
  let status = Promise.resolve(0)
  const url = await new Promise<string>((resolve, reject) => {
    const { terminal, written } = createTestTerminal({
      interrupt: interrupt.signal,
      onOut: () => {
        const [address] = /http:\/\/\S+\/waybill\/#token=\S+/.exec(written.out) ?? []
        if (address !== undefined) resolve(address)
      }
    })
    const flags = directory === undefined ? [] : ['--directory', directory]
    status = run(['serve', '--port', '0', ...flags], terminal)
    // Once it has printed its address this comes too late to matter.
    status.then((code) => reject(new Error(`serve ended with ${code}: ${written.err}`)), reject)
  })
  return {
    url,
    origin: new URL(url).origin,
    stop: async () => {
      interrupt.abort()
      await status
    }
  }
}
