import type { Destination } from '@waybill/kit'
import type { Transport } from '@waybill/runner'

/** The simulated vendors, for whoever may send there in the place of the real ones. */
export interface SandboxAccess {
  /** The settings of the account that the simulator of a destination's vendor has; undefined when none plays it. */
  readonly settingsFor: (destination: Destination) => Readonly<Record<string, unknown>> | undefined
  /** Carries requests to the simulator, whatever host they name; it is started when it is first needed. */
  readonly transportTo: (destination: Destination) => Promise<Transport>
}
