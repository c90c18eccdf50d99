import { once } from 'node:events'
import { startSandbox } from '@waybill/sandbox'
import { EXIT } from '../exit-status'
import type { Output } from '../output/writer'
import { sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'

export interface SandboxFlags {
  readonly port?: number
  readonly json?: boolean
}

/** `actions-cli sandbox`: plays the vendors on this machine until it is interrupted. */
export async function sandbox(flags: SandboxFlags, output: Output): Promise<number> {
  const running = await startSandbox({ customerio: { ...(flags.port !== undefined && { port: flags.port }) } })
  const vendors = Object.entries(sandboxOrigins(running)).map(([slug, url]) => ({
    slug,
    url,
    settings: sandboxSettings[slug]
  }))
  if (flags.json) output.out(`${JSON.stringify(vendors)}\n`)
  else {
    for (const { slug, url, settings } of vendors)
      output.out(`${slug} is played at ${url} with ${JSON.stringify(settings)}\n`)
    output.out('What it received: GET /__sandbox/state. Press Ctrl+C to stop.\n')
  }
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await running.close()
  return EXIT.ok
}
