import type { Fields, Infer, SettingFields } from '../fields'
import type { HttpRequest, HttpResponse } from '../http'
import type { Mapping } from '../mapping'
import type { ItemsInput, NoItems } from './action'
import type { Endpoint, EndpointRequestInput } from './endpoint'
import type { Webhook } from './webhook'

/** How a destination proves who is calling, and how a user finds out whether that works. */
export interface Authentication<Settings> {
  readonly scheme: 'basic' | 'custom'
  /** Pure: headers every request carries. */
  readonly headers: (input: { readonly settings: Settings }) => Readonly<Record<string, string>>
  /** Absent when the vendor documents no request that changes nothing: then only the first delivery tells. */
  readonly test?: {
    readonly docs: string
    /** Pure: a request that changes nothing. */
    readonly request: (input: { readonly settings: Settings }) => HttpRequest
    /** Pure: what a successful answer shows to be wrong all the same, as a sentence for the user. */
    readonly problem?: (input: { readonly settings: Settings; readonly response: HttpResponse }) => string | undefined
  }
}

/** A subscription a user gets without writing one: Segment's word for an action with its mapping filled in. */
export interface Preset<Name extends string = string, Key extends string = string> {
  readonly name: string
  readonly type: 'automatic'
  /** The name of the action. */
  readonly partnerAction: Name
  /** FQL. */
  readonly subscribe: string
  /** Values that differ from the defaults of the action's fields. */
  readonly mapping?: { readonly [Field in Key]?: Mapping }
  /** Only for users who ask for it. @default false */
  readonly optional?: boolean
}

type FieldsOf<Of> = Of extends { readonly fields: infer Definitions } ? Extract<keyof Definitions, string> : never

type PresetOf<Actions> = {
  [Name in Extract<keyof Actions, string>]: Preset<Name, FieldsOf<Actions[Name]>>
}[Extract<keyof Actions, string>]

/**
 * An action of which only the shape is known. `never` in the input positions is what lets any action stand here
 * without `any`; only the plan, which has checked settings and payload against the fields, calls these functions.
 */
export interface AnyAction<Settings = never> {
  readonly title: string
  readonly description: string
  readonly defaultSubscription?: string
  readonly fields: Fields
  readonly endpoint: AnyEndpoint<Settings>
  readonly items: (input: ItemsInput<Settings, never>) => readonly object[] | NoItems
}

/** An endpoint of which only the shape is known. */
export interface AnyEndpoint<Settings = never> extends Omit<Endpoint<Settings>, 'slots' | 'route' | 'request'> {
  readonly slots?: readonly string[]
  readonly route?: readonly string[]
  readonly request: (input: EndpointRequestInput<Settings, never> & { readonly route: never }) => HttpRequest
}

/** A destination, declared: everything the runner, the tools and the documents need to know about it. */
export interface Destination {
  readonly name: string
  readonly slug: string
  readonly description: string
  /** The names that `event.integrations` may call it by, case as written. */
  readonly integrationNames: readonly string[]
  readonly settings: SettingFields
  readonly authentication: Authentication<never>
  readonly actions: Readonly<Record<string, AnyAction>>
  readonly presets: readonly Preset[]
  /** The action that carries out a deletion request (`type: "delete"`), with its default mapping. */
  readonly deletion?: string
  /** How the vendor tells what it did, as events for the other destinations. */
  readonly webhook?: Webhook
}

/** Declares a destination: presets can only name its actions, and only map fields these have. */
export const defineDestination = <
  const Definitions extends SettingFields,
  const Actions extends Readonly<Record<string, AnyAction<Infer<Definitions>>>>
>(destination: {
  readonly name: string
  readonly slug: string
  readonly description: string
  readonly integrationNames: readonly string[]
  readonly settings: Definitions
  readonly authentication: Authentication<Infer<Definitions>>
  readonly actions: Actions
  readonly presets: readonly PresetOf<Actions>[]
  readonly deletion?: Extract<keyof Actions, string>
  readonly webhook?: Webhook
}): typeof destination & Destination => destination
