import { createUndiciTransport } from '@waybill/runner'
import type { Instance, Transport } from '@waybill/runner'
import { startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { redirect, sandboxOrigins } from '../settings/sandbox-targets'

/** The way to the vendors. */
export interface Vendors {
  readonly transport: Transport
  /** Where some instance goes in place of its vendor. */
  readonly transportOf: (instance: Instance) => Transport | undefined
  readonly close: () => Promise<void>
}

export function reachVendors(): Vendors {
  const transport = createUndiciTransport()
  return { transport, transportOf: () => undefined, close: transport.close }
}

/** Simulators in place of the vendors. */
export const reachSandbox = async (): Promise<Vendors> => reachPlayed(await startSandbox())

/** Simulators that run already; they end together with the way to them. */
export function reachPlayed(sandbox: Sandbox): Vendors {
  const transport = createUndiciTransport()
  const origins = sandboxOrigins(sandbox)
  return {
    transport,
    transportOf: ({ plan }) => {
      const origin = origins[plan.destination.slug]
      return origin === undefined ? undefined : redirect(transport, origin)
    },
    close: async () => {
      await transport.close()
      await sandbox.close()
    }
  }
}
