import { startSandbox } from '@waybill/sandbox'
import type { Sandbox, SandboxOptions } from '@waybill/sandbox'
import { destinations } from '@waybill/destinations'
import { EXIT } from '../exit-status'
import { aborted } from '../interruption'
import type { Terminal } from '../output/terminal'
import { sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'
import { errorCode, UsageError } from '../usage-error'
import { PORTS } from './sandbox-ports'

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
    return await startSandbox(port === undefined ? {} : portsFrom(port))
  } catch (error) {
    if (port === undefined) throw error
    const ports = `${port} to ${port + PORTS - 1}`
    throw new UsageError(
      `The sandbox cannot listen on the ports ${ports} (${errorCode(error)}); choose others with --port, or none.`
    )
  }
}

const portsFrom = (port: number): SandboxOptions => ({
  customerio: { port },
  boomtrain: { port: port + 1 },
  braze: { port: port + 2 },
  tractionboard: { port: port + 3 }
})
