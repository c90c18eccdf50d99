import type { ServiceEvent } from './service-event'

type ByKind = { readonly [Kind in ServiceEvent['kind']]: Extract<ServiceEvent, { readonly kind: Kind }> }

/** What is done with events of some kinds; all others are passed over. */
export type Hearers = { readonly [Kind in keyof ByKind]?: (event: ByKind[Kind]) => void }

/** One function for all events out of one for each kind. */
export const hear =
  (hearers: Hearers) =>
  <Kind extends keyof ByKind>(event: ByKind[Kind] & { readonly kind: Kind }): void =>
    hearers[event.kind]?.(event)
