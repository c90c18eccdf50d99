import { splitByLimits, utf8Bytes } from '@waybill/kit'
import type { AnyEndpoint, Planned, PlannedItem } from '@waybill/kit'
import type { Origin } from './contract'

/** One item on its way, and where it comes from. */
export interface Parcel {
  readonly endpoint: AnyEndpoint
  readonly item: PlannedItem
  readonly origin: Origin
}

/** What a subscription makes of an event, when it makes items. */
export type PlannedItems = Extract<Planned, { readonly kind: 'items' }>

/** The items that a subscription makes of the event at a position. */
export const parcelsOf = ({ subscription, items }: PlannedItems, event: number): readonly Parcel[] =>
  items.map((item) => ({
    endpoint: subscription.action.endpoint,
    item,
    origin: { event, subscription: subscription.name }
  }))

/** What one request carries. */
export interface Load<Carried extends Parcel> {
  readonly endpoint: AnyEndpoint
  readonly parcels: readonly Carried[]
}

/** An item that no request takes. */
interface Unsendable<Carried extends Parcel> {
  readonly parcel: Carried
  readonly reason: string
}

export interface Packed<Carried extends Parcel> {
  readonly loads: readonly Load<Carried>[]
  readonly unsendable: readonly Unsendable<Carried>[]
}

/** Packs items into requests as full as the limits allow, in order; items of different actions share an endpoint. */
export function packItems<Carried extends Parcel>(parcels: readonly Carried[]): Packed<Carried> {
  const measured = parcels.map((parcel) => ({
    parcel,
    route: parcel.item.route,
    bytes: utf8Bytes(parcel.item.body.text),
    limit: parcel.endpoint.limits.itemBytes ?? Infinity
  }))
  const fitting = measured.filter(({ bytes, limit }) => bytes <= limit)
  const loads = [...new Set(fitting.map(({ parcel }) => parcel.endpoint))].flatMap((endpoint) =>
    splitByLimits(
      fitting.filter(({ parcel }) => parcel.endpoint === endpoint),
      ({ bytes }) => bytes,
      endpoint.limits
    ).map((part) => ({ endpoint, parcels: part.map(({ parcel }) => parcel) }))
  )
  const unsendable = measured
    .filter(({ bytes, limit }) => bytes > limit)
    .map(({ parcel, bytes, limit }) => ({
      parcel,
      reason: `The item has ${bytes} bytes; ${limit} is the most the destination takes. Map fewer properties.`
    }))
  return { loads, unsendable }
}
