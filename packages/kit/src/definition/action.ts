import type { Fields, Infer, SettingFields } from '../fields'
import type { Endpoint } from './endpoint'

/** What an item says to the vendor: JSON; with slots, one key says which slot it goes to. */
type Content<Slot extends string> = [Slot] extends [never]
  ? { readonly [key: string]: unknown }
  : { [Name in Slot]: { readonly [Key in Name]: { readonly [key: string]: unknown } } }[Slot]

/** An item as an action writes it: its content; for endpoints with a route, that beside the values for the URL. */
export type Item<Slot extends string, Part extends string = never> = [Part] extends [never]
  ? Content<Slot>
  : { readonly route: { readonly [Name in Part]: string }; readonly body: Content<Slot> }

/** Why an action makes no items of a payload: nothing to do (`skipped`), or something is wrong (`rejected`). */
export interface NoItems {
  readonly kind: 'skipped' | 'rejected'
  readonly reason: string
}

/** There is nothing to send for this event, and that is right. */
export const skip = (reason: string): NoItems => ({ kind: 'skipped', reason })

/** This event cannot be delivered, whatever is tried; the reason says what is wrong with it. */
export const reject = (reason: string): NoItems => ({ kind: 'rejected', reason })

/** Whether an action made items, possibly none, rather than saying why there are none. */
export const isItems = (made: readonly object[] | NoItems): made is readonly object[] => Array.isArray(made)

export interface ItemsInput<Settings, Payload> {
  readonly payload: Payload
  readonly settings: Settings
  /** Says that a value was dropped or changed, for `explain` and the ledger. Name the field, never the value. */
  readonly note: (text: string) => void
}

/** What a user can map, and the items it becomes. */
export interface Action<
  Settings,
  Definitions extends Fields,
  Slot extends string = never,
  Part extends string = never
> {
  readonly title: string
  readonly description: string
  /** FQL: the events this action is made for. */
  readonly defaultSubscription?: string
  readonly fields: Definitions
  readonly endpoint: Endpoint<Settings, Slot, Part>
  /** Pure: one payload becomes the items the vendor gets, in order; never changes the payload. */
  readonly items: (input: ItemsInput<Settings, Infer<Definitions>>) => readonly Item<Slot, Part>[] | NoItems
}

/** Declares an action against the settings of its destination; the payload's type follows from `fields`. */
export const defineAction = <
  const Definitions extends SettingFields,
  const ActionFields extends Fields,
  const Slot extends string = never,
  const Part extends string = never
>(
  _settings: Definitions,
  action: Action<Infer<Definitions>, ActionFields, Slot, Part>
): Action<Infer<Definitions>, ActionFields, Slot, Part> => action
