import type { Destination, Preset } from '../definition'
import type { Fields } from '../fields'
import type { Mapping } from '../mapping'

/** Which events an action gets, and how they become its payload. The names are Segment's. */
export interface Subscription {
  readonly name: string
  /** The name of the action. */
  readonly partnerAction: string
  /** FQL. */
  readonly subscribe: string
  /** The whole mapping: what it leaves out stays empty. */
  readonly mapping: { readonly [field: string]: Mapping | undefined }
}

/** The mapping an action starts with: the default of every field that has one. */
export function defaultMapping(fields: Fields): { readonly [field: string]: Mapping } {
  const mapping: Record<string, Mapping> = {}
  for (const [key, field] of Object.entries(fields)) {
    if (field.default !== undefined) mapping[key] = field.default
  }
  return mapping
}

/** A preset as the subscription it stands for: its mapping filled up with the defaults of its action. */
export const presetSubscription = (destination: Destination, preset: Preset): Subscription => ({
  name: preset.name,
  partnerAction: preset.partnerAction,
  subscribe: preset.subscribe,
  mapping: { ...defaultMapping(destination.actions[preset.partnerAction]?.fields ?? {}), ...preset.mapping }
})

/** The subscriptions a user gets by default: every preset that is not optional. */
export const presetSubscriptions = (destination: Destination): readonly Subscription[] =>
  destination.presets
    .filter(({ optional }) => optional !== true)
    .map((preset) => presetSubscription(destination, preset))

/** The subscription that carries out deletion requests, if the destination can. */
export function deletionSubscription(destination: Destination): Subscription | undefined {
  const { deletion } = destination
  if (deletion === undefined) return undefined
  return {
    name: 'Deletion requests',
    partnerAction: deletion,
    subscribe: 'type = "delete"',
    mapping: defaultMapping(destination.actions[deletion]?.fields ?? {})
  }
}
