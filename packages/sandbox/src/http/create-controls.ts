import { createMischief, type Mischief } from '../misbehaviour/create-mischief'
import { createRateLimit, type Rate, type RateLimit } from '../misbehaviour/create-rate-limit'
import type { RecordedRequest } from './recorded-request'
import type { Vendor } from './vendor'
import type { VendorControls } from './vendor-controls'

/** The controls a test uses, and what the server needs to obey them. */
export interface Cockpit<State extends object> {
  readonly controls: VendorControls<State>
  readonly mischief: Mischief
  readonly rateLimit: () => RateLimit | undefined
  readonly record: (request: RecordedRequest) => void
}

/** What the controls are made of. */
export interface CockpitOptions {
  readonly rate: Rate | null
  readonly keepRequests: number
}

/** Creates the controls of one vendor. */
export function createControls<State extends object>(
  vendor: Vendor<State>,
  { rate, keepRequests }: CockpitOptions
): Cockpit<State> {
  const mischief = createMischief()
  let requests: RecordedRequest[] = []
  let rateLimit = limitFor(rate)
  const controls: VendorControls<State> = {
    state: (account) => {
      const state = vendor.state(account)
      if (state === undefined) throw new RangeError(`The sandbox has no account ${JSON.stringify(account)}.`)
      return state
    },
    requests: () => [...requests],
    misbehave: mischief.add,
    behave: mischief.clear,
    limitRate: (next) => void (rateLimit = limitFor(next)),
    reset: () => {
      vendor.reset()
      mischief.clear()
      requests = []
      rateLimit = limitFor(rate)
    }
  }
  const record = (request: RecordedRequest): void => {
    requests.push(request)
    // Dropping in halves keeps recording cheap, whatever the number to keep.
    if (requests.length >= 2 * keepRequests) requests = requests.slice(requests.length - keepRequests)
  }
  return { controls, mischief, rateLimit: () => rateLimit, record }
}

function limitFor(rate: Rate | null): RateLimit | undefined {
  return rate === null ? undefined : createRateLimit(rate)
}
