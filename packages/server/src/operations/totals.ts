import { hear } from '../service/hear'
import type { ServiceEvent } from '../service/service-event'
import type { Totals } from './contract'

/** Counts deliveries since the start, of all instances and of each. */
export interface RunningTotals {
  readonly tell: (event: ServiceEvent) => void
  readonly all: () => Totals
  readonly byInstance: () => { readonly [instance: string]: Totals }
}

type Counts = { -readonly [Kind in keyof Totals]: number }

const KINDS = ['accepted', 'returned', 'repeated', 'delivered', 'rejected', 'expired', 'skipped', 'retried'] as const

const nothing = (): Counts => ({
  accepted: 0,
  returned: 0,
  repeated: 0,
  delivered: 0,
  rejected: 0,
  expired: 0,
  skipped: 0,
  retried: 0
})

export function createTotals(): RunningTotals {
  const instances = new Map<string, Counts>()
  return {
    tell: hear({
      'deliveries-accepted': ({ instance, count }) => add(instance, 'accepted', count),
      'deliveries-repeated': ({ instance, count }) => add(instance, 'repeated', count),
      'deliveries-returned': ({ instance, count }) => add(instance, 'returned', count),
      'delivery-retried': ({ delivery }) => add(delivery.instance, 'retried', 1),
      'delivery-ended': ({ delivery, ended }) => add(delivery.instance, ended.kind, 1)
    }),
    all: () => {
      const sum = nothing()
      for (const counts of instances.values()) for (const kind of KINDS) sum[kind] += counts[kind]
      return sum
    },
    byInstance: () => Object.fromEntries(Array.from(instances, ([instance, counts]) => [instance, { ...counts }]))
  }

  function add(instance: string, kind: keyof Totals, count: number): void {
    const counts = instances.get(instance) ?? nothing()
    instances.set(instance, counts)
    counts[kind] += count
  }
}
