import type { Outcome } from '@waybill/kit'
import type { Delivery, Ended } from './lifecycle'

/** How one item ended; an item that may heal either heals or expires. There is no status where there was no answer. */
export type ItemEnded =
  | Extract<Outcome, { kind: 'delivered' }>
  | { readonly kind: 'rejected' | 'expired'; readonly status?: number; readonly reason: string }

/** A delivery whose items are under way. */
export interface OpenDelivery {
  readonly delivery: Delivery
  /** A request that carries something of it has started. */
  isStarted: boolean
  readonly itemEnded: (ended: ItemEnded, attempts: number) => void
}

const SEVERITY = { delivered: 0, expired: 1, rejected: 2 } as const

/** Follows the items of a delivery; it ends when the last of them has, and as the worst of them did. */
export function openDelivery(delivery: Delivery, items: number, end: (ended: Ended) => void): OpenDelivery {
  let remaining = items
  let worst: ItemEnded | undefined
  let mostAttempts = 0
  return {
    delivery,
    isStarted: false,
    itemEnded: (ended, attempts) => {
      if (worst === undefined || SEVERITY[ended.kind] > SEVERITY[worst.kind]) worst = ended
      mostAttempts = Math.max(mostAttempts, attempts)
      remaining -= 1
      if (remaining === 0) end({ ...worst, attempts: mostAttempts })
    }
  }
}
