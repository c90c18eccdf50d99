import { systemClock, type Clock } from './clock'
import { createBraze, type BrazeOptions } from './braze/create-braze'
import type { BrazeState } from './braze/state'
import { createCustomerio, type CustomerioOptions } from './customerio/create-customerio'
import type { CustomerioState } from './customerio/state'
import type { RecordedRequest } from './http/recorded-request'
import { startVendor, type RunningVendor } from './http/start-vendor'
import type { Vendor } from './http/vendor'
import type { VendorControls } from './http/vendor-controls'
import type { Rate } from './misbehaviour/create-rate-limit'

/** What every simulated vendor can be told. */
export interface VendorOptions {
  /**
   * The port to listen on.
   * @default a free one
   */
  readonly port?: number
  /**
   * Answers 429 to what exceeds this.
   * @default null, as many requests as there are
   */
  readonly rate?: Rate | null
}

/** How the sandbox is set up. */
export interface SandboxOptions {
  readonly braze?: VendorOptions & BrazeOptions
  readonly customerio?: VendorOptions & CustomerioOptions
  /**
   * How many of the latest requests each vendor remembers, at least.
   * @default 1000
   */
  readonly keepRequests?: number
  /** Called with every request a vendor has taken in, whatever becomes of its answer. */
  readonly onRequest?: (request: RecordedRequest & { readonly vendor: VendorName }) => void
  /** @default the machine's own time */
  readonly clock?: Clock
}

/** The vendors the sandbox can play. */
export type VendorName = keyof Sandbox['vendors']

/** One simulated vendor, listening on an origin of its own. */
export interface SandboxVendor<State extends object> extends VendorControls<State> {
  /** The origin, without a path, to put in the place of the vendor's own. */
  readonly url: string
}

/** A running sandbox. */
export interface Sandbox {
  readonly vendors: {
    readonly braze: SandboxVendor<BrazeState>
    readonly customerio: SandboxVendor<CustomerioState>
  }
  /** Stops all vendors and ends every connection at once. */
  readonly close: () => Promise<void>
}

/** Starts the simulated vendors on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const running: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(running.map((closeVendor) => closeVendor()))
  }
  const start = async <State extends object>(
    name: VendorName,
    vendor: Vendor<State>
  ): Promise<SandboxVendor<State>> => {
    const started = await startVendor(vendor, serverOptions(options, name))
    running.push(started.close)
    return withoutClose(started)
  }
  try {
    return {
      vendors: {
        braze: await start('braze', createBraze(options.braze ?? {})),
        customerio: await start('customerio', createCustomerio(options.customerio ?? {}))
      },
      close
    }
  } catch (error) {
    // A vendor whose port is taken must not leave the others listening.
    await close()
    throw error
  }
}

function serverOptions(options: SandboxOptions, name: VendorName): Parameters<typeof startVendor>[1] {
  const { clock = systemClock, keepRequests = 1000, onRequest } = options
  const { port = 0, rate = null } = options[name] ?? {}
  return { port, rate, clock, keepRequests, onRequest: (request) => onRequest?.({ ...request, vendor: name }) }
}

function withoutClose<State extends object>({ close: _close, ...vendor }: RunningVendor<State>): SandboxVendor<State> {
  return vendor
}
