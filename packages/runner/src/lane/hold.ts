import type { HoldCause } from '../lifecycle'

/** Measures how long a lane with something to send waits for its turn. */
export interface Hold {
  /** The next request waits, if there is a cause; the first one counts until the request starts. */
  readonly waits: (cause: HoldCause | undefined, now: number) => void
  readonly ends: (now: number) => void
}

export function createHold(heldBack: (cause: HoldCause, milliseconds: number) => void): Hold {
  let since: { readonly cause: HoldCause; readonly at: number } | undefined
  return {
    waits: (cause, now) => {
      if (cause !== undefined) since ??= { cause, at: now }
    },
    ends: (now) => {
      if (since !== undefined) heldBack(since.cause, now - since.at)
      since = undefined
    }
  }
}
