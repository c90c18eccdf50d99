import type { Analytics, Context } from '@segment/analytics-next'

/**
 * A destination in the browser, in the form of `BrowserDestinationDefinition` of `@segment/browser-destination-runtime`
 * (definition.test-d.ts says so), so that Segment's runtime runs it as well as ours. Narrower in two places, which is
 * what keeps our runtime small: subscriptions ask for the type of the call alone, and mappings are paths alone.
 *
 * @see https://github.com/segmentio/action-destinations/blob/main/packages/browser-destination-runtime/src/types.ts
 */
export interface BrowserDestination<Settings, Client> {
  /** Also the name in `integrations`. */
  readonly name: string
  readonly slug: string
  readonly mode: 'device'
  readonly description: string
  readonly settings: Record<keyof Settings & string, Setting>
  /** What a user gets without choosing: every action with its default subscription and mapping. */
  readonly presets: Preset[]
  /** Called once, when analytics.js enables the destination; the client takes calls at once and never fails. */
  readonly initialize: (options: { readonly settings: Settings; readonly analytics: Analytics }) => Promise<Client>
  readonly actions: Record<string, Action<Client>>
}

export interface Setting {
  readonly label: string
  readonly description: string
  readonly type: 'string'
  /** @default false */
  readonly required?: boolean
  readonly choices?: { readonly value: string; readonly label: string }[]
  readonly default?: string
}

export interface Preset {
  readonly name: string
  readonly type: 'automatic'
  readonly partnerAction: string
  readonly subscribe: Subscription
  readonly mapping: Record<string, Path>
}

/** The calls of analytics.js that a destination can take. */
type Call = 'identify' | 'track' | 'page' | 'group'

type Subscription = `type = "${Call}"`

/** A directive of Segment's mappings: where in the event the value is. */
export type Path = { readonly '@path': `$.${string}` }

export interface Field {
  readonly label: string
  readonly description: string
  readonly type: 'string' | 'object'
  readonly default: Path
}

/** What becomes of one kind of call. Page authors may pass anything, so that every value of a payload is unknown. */
export interface Action<Client, Key extends string = string> {
  readonly title: string
  readonly description: string
  readonly platform: 'web'
  readonly defaultSubscription: Subscription
  readonly fields: Record<Key, Field>
  perform(client: Client, data: ActionInput<Key>): void
}

export interface ActionInput<Key extends string = string> {
  readonly payload: { readonly [Name in Key]?: unknown }
  readonly analytics: Analytics
  readonly context: Context
}

/** The preset of every action: its title, its default subscription and the defaults of its fields. */
export function presetsOf(actions: Record<string, Action<never>>): Preset[] {
  return Object.entries(actions).map(([partnerAction, { title, defaultSubscription, fields }]) => ({
    name: title,
    type: 'automatic',
    partnerAction,
    subscribe: defaultSubscription,
    mapping: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default]))
  }))
}
