import type { AnyEndpoint, EncodedRequest, Exchange } from '@waybill/kit'
import type { HoldCause, PauseCause } from '../lifecycle'
import type { CircuitChange } from '../pace/circuit'
import type { Entry } from './entry'
import type { LaneOptions } from './lane-options'
import type { Retry } from './plan-retries'

/** What a request is told with. */
interface StartedRequest {
  readonly endpoint: AnyEndpoint
  readonly request: EncodedRequest
  readonly startedAt: number
}

/** Tells what happens in a lane; vendors' words are redacted. */
export interface LaneTeller {
  readonly started: (part: readonly Entry[], started: StartedRequest) => void
  readonly ended: (request: EncodedRequest, exchange: Exchange, milliseconds: number) => void
  readonly heldBack: (cause: HoldCause, milliseconds: number) => void
  readonly retried: (retries: readonly Retry[]) => void
  readonly paused: (cause: PauseCause, reason: string, status?: number) => void
  readonly resumed: () => void
  readonly circuit: (change: CircuitChange, exchange: Exchange) => void
}

export function createLaneTeller({ name: lane, instance, redactor, surroundings: { tell } }: LaneOptions): LaneTeller {
  return {
    started: (part, { endpoint, request, startedAt }) => {
      for (const entry of part) {
        entry.firstTriedAt ??= startedAt
        if (entry.delivery.isStarted) continue
        entry.delivery.isStarted = true
        tell({ kind: 'delivery-started', delivery: entry.delivery.delivery, lane })
      }
      const deliveries = part.map((entry) => entry.delivery.delivery)
      tell({ kind: 'request-started', instance, lane, endpoint, request, deliveries })
    },
    ended: (request, exchange, milliseconds) => {
      tell({ kind: 'request-ended', instance, lane, request, exchange, redactor, milliseconds })
    },
    heldBack: (cause, milliseconds) => tell({ kind: 'lane-held-back', instance, lane, cause, milliseconds }),
    retried,
    paused: (cause, reason, status) =>
      tell({ kind: 'lane-paused', instance, lane, cause, reason, ...(status !== undefined && { status }) }),
    resumed: () => tell({ kind: 'lane-resumed', instance, lane }),
    circuit: (change, exchange) => {
      if (change === 'closed') tell({ kind: 'circuit-closed', instance, lane })
      if (change === 'opened') tell({ kind: 'circuit-opened', instance, lane, reason: troubleOf(exchange) })
    }
  }

  function retried(retries: readonly Retry[]): void {
    let longest = 0
    for (const { entry, reason, afterMilliseconds } of retries) {
      longest = Math.max(longest, afterMilliseconds)
      const { delivery } = entry.delivery
      tell({ kind: 'delivery-retried', delivery, reason: redactor.words(reason), afterMilliseconds })
    }
    const [first] = retries
    if (first === undefined) return
    tell({
      kind: 'request-retried',
      instance,
      lane,
      reason: redactor.words(first.reason),
      afterMilliseconds: longest
    })
  }

  function troubleOf(exchange: Exchange): string {
    const { kind } = exchange
    return kind === 'failure' ? redactor.words(exchange.message) : `The vendor answered ${exchange.response.status}.`
  }
}
