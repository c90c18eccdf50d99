import type { Outcome } from '@waybill/kit'
import type { Delivery, Ended } from './lifecycle'

/** How one item ended; an item that may heal either heals or expires. There is no status where there was no answer. */
export type ItemEnded =
  | Extract<Outcome, { kind: 'delivered' }>
  | { readonly kind: 'rejected' | 'expired'; readonly status?: number; readonly reason: string }

/** A delivery whose items are under way. */
export interface OpenDelivery {
  readonly delivery: Delivery
  readonly notes: readonly string[]
  /** A request that carries something of it has started. */
  isStarted: boolean
  /** Items that have not ended. */
  remaining: number
  worst: ItemEnded | undefined
  mostAttempts: number
}

const SEVERITY = { delivered: 0, expired: 1, rejected: 2 } as const

export const openDelivery = (delivery: Delivery, items: number, notes: readonly string[]): OpenDelivery => ({
  delivery,
  notes,
  isStarted: false,
  remaining: items,
  worst: undefined,
  mostAttempts: 0
})

/** Takes down the end of an item; a delivery ends with the last of them, and as the worst of them did. */
export function itemEnded(open: OpenDelivery, ended: ItemEnded, attempts: number): Ended | undefined {
  if (open.worst === undefined || SEVERITY[ended.kind] > SEVERITY[open.worst.kind]) open.worst = ended
  open.mostAttempts = Math.max(open.mostAttempts, attempts)
  open.remaining -= 1
  return open.remaining === 0 ? { ...open.worst, attempts: open.mostAttempts } : undefined
}
