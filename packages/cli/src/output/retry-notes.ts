import type { Clock, LifecycleEvent } from '@waybill/runner'
import type { Progress } from './progress'

const SECONDS_BETWEEN = 5

/** Says why nothing seems to happen while a vendor is being retried, without a line for every single retry. */
export function createRetryNotes(name: string, progress: Progress, clock: Clock): (event: LifecycleEvent) => void {
  let next = 0
  return (event) => {
    if (event.kind !== 'request-retried' || clock.now() < next) return
    next = clock.now() + SECONDS_BETWEEN * 1000
    const reason = /[.!?]$/.test(event.reason) ? event.reason : `${event.reason}.`
    progress.note(`${name}: ${reason} Trying again in ${(event.afterMilliseconds / 1000).toFixed(1)} s.`)
  }
}
