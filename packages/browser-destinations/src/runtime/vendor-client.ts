import { loadLibrary } from './load-library'
import type { Vendor } from './load-library'
import { createTeller, reasonOf } from './tell-developer'
import type { TellDeveloper } from './tell-developer'

/** What stands between the calls of a page and a library that comes later, or never, or throws. */
export interface VendorClient<Library> {
  /** Hands the library over at once when it is there; else later, in the order of the calls. Never throws. */
  readonly call: (use: (library: Library) => void) => void
  /** True when the library has come, false when it will not. Never rejects. */
  readonly loaded: Promise<boolean>
  /** Ends everything: no waiting call is made, and none after. */
  readonly stop: () => void
  readonly tell: TellDeveloper
}

/** How many calls wait for a library; of more, the oldest are dropped. */
const WAITING_CALLS = 500

/** Starts to load a vendor's library, and keeps the calls until it is there. */
export function createVendorClient<Library>(vendor: Vendor<Library>): VendorClient<Library> {
  const tell = createTeller(vendor.name)
  const removal = new AbortController()
  const waiting: ((library: Library) => void)[] = []
  let make = (use: (library: Library) => void): void => {
    waiting.push(use)
    if (waiting.length <= WAITING_CALLS) return
    waiting.shift()
    tell('full', `more than ${WAITING_CALLS} calls wait for ${vendor.script.src}; the oldest are dropped.`)
  }
  const stop = (): void => {
    make = () => undefined
    waiting.length = 0
    removal.abort()
  }
  const start = (library: Library): boolean => {
    if (removal.signal.aborted) return false
    // One by one from the front: a call made meanwhile has its turn after those that wait.
    for (let use = waiting.shift(); use !== undefined; use = waiting.shift()) tryTo(use, library, tell)
    make = (use) => tryTo(use, library, tell)
    return true
  }
  const giveUp = (error: unknown): boolean => {
    if (!removal.signal.aborted) {
      tell(
        'unavailable',
        `${reasonOf(error)}; this page gives it no more events. An ad blocker or the page's Content-Security-Policy may be why.`
      )
    }
    stop()
    return false
  }
  const loaded = loadLibrary(vendor, tell, removal.signal).then(start, giveUp)
  return { call: (use) => make(use), loaded, stop, tell }
}

function tryTo<Library>(use: (library: Library) => void, library: Library, tell: TellDeveloper): void {
  try {
    use(library)
  } catch (error) {
    tell('throws', `its library failed on a call: ${reasonOf(error)}`)
  }
}
