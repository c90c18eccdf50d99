import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { destinations } from '@waybill/destinations'
import { EXIT } from '../exit-status'
import { aborted } from '../interruptible'
import type { Terminal } from '../output/terminal'
import { sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { errorCode, UsageError } from '../usage-error'

export interface SandboxFlags {
  readonly port?: number
  readonly json?: boolean
}

/** `actions-cli sandbox`: plays the vendors on this machine until it is interrupted. */
export async function sandbox({ port, json }: SandboxFlags, terminal: Terminal): Promise<number> {
  const running = await start(port)
  const vendors = Object.entries(sandboxOrigins(running)).map(([slug, url]) => ({
    slug,
    url,
    settings: destinations[slug] === undefined ? {} : sandboxSettings(destinations[slug])
  }))
  if (json) terminal.out(`${JSON.stringify(vendors)}\n`)
  else {
    for (const { slug, url, settings } of vendors)
      terminal.out(`${slug} is played at ${url} with ${JSON.stringify(settings)}\n`)
    terminal.out('What it received: GET /__sandbox/state. Press Ctrl+C to stop.\n')
  }
  await aborted(terminal.interrupt)
  await running.close()
  return EXIT.ok
}

async function start(port: number | undefined): Promise<Sandbox> {
  try {
    return await startSandbox({ customerio: { ...(port !== undefined && { port }) } })
  } catch (error) {
    throw new UsageError(
      `The sandbox cannot listen on port ${port} (${errorCode(error)}); choose another with --port, or none.`
    )
  }
}
