import { createUndiciTransport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import type { SandboxAccess } from '@waybill/server/tester'
import { isPlayed, redirect, sandboxOrigins, sandboxSettings } from '../settings/sandbox-targets'

/** The sandbox for who tries events out: started when something is first sent there. */
export function createSandboxAccess(): SandboxAccess & { readonly close: () => Promise<void> } {
  const transport = createUndiciTransport()
  let starting: Promise<Sandbox> | undefined
  return {
    settingsFor: (destination) => (isPlayed(destination) ? sandboxSettings(destination) : undefined),
    transportTo: async (destination) => {
      starting ??= startSandbox()
      return redirect(transport, sandboxOrigins(await starting)[destination.slug] ?? '')
    },
    close: async () => {
      await transport.close()
      await (await starting)?.close()
    }
  }
}
