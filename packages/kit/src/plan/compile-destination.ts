import type { Destination } from '../definition'
import type { SegmentEvent } from '../event'
import { checkSettings } from '../schema'
import { compileSubscription } from './compile-subscription'
import type { SubscriptionPlan } from './compile-subscription'
import { isSentInDeviceMode } from './device-mode'
import { indexSubscriptions } from './index-subscriptions'
import { isEnabledByIntegrations } from './integrations'
import type { Planned } from './planned'
import { deletionSubscription, presetSubscriptions } from './subscription'
import type { Subscription } from './subscription'

/** A destination with its settings and subscriptions, compiled: pure, synchronous, without I/O, clock or randomness. */
export interface DestinationPlan {
  readonly destination: Destination
  readonly settings: Readonly<Record<string, unknown>>
  readonly subscriptions: readonly SubscriptionPlan[]
  /** Why the event is none of this destination's business, whatever its subscriptions say; undefined when it is. */
  readonly refusal: (event: SegmentEvent) => string | undefined
  /** The subscriptions that want the event; none also if the destination is switched off for it. */
  readonly match: (event: SegmentEvent) => readonly SubscriptionPlan[]
  /** What every subscription that wants the event makes of it; exactly one `skipped` when none does. */
  readonly plan: (event: SegmentEvent) => readonly Planned[]
}

/** One mistake in a configuration: where, and one sentence saying what and what to do. */
export interface ConfigurationProblem {
  readonly place: string
  readonly message: string
}

export type CompiledDestination =
  | { readonly ok: true; readonly plan: DestinationPlan }
  | { readonly ok: false; readonly problems: readonly ConfigurationProblem[] }

export interface DestinationConfiguration {
  readonly settings: unknown
  /** @default the presets of the destination */
  readonly subscriptions?: readonly Subscription[]
  /** The id of this instance, by which analytics.js may know it. */
  readonly instanceId?: string
}

/** Checks and compiles a destination's configuration; every mistake is reported at once, each with its place. */
export function compileDestination(
  destination: Destination,
  configuration: DestinationConfiguration
): CompiledDestination {
  const problems: ConfigurationProblem[] = []
  const checked = checkSettings(destination.settings, configuration.settings)
  if (!checked.ok) {
    problems.push(...checked.problems.map(({ path, message }) => ({ place: `settings.${path}`, message })))
  }
  const settings = checked.ok ? checked.settings : {}
  const plans: SubscriptionPlan[] = []
  for (const subscription of withDeletion(destination, configuration.subscriptions)) {
    const compiled = compileSubscription(destination, subscription, settings)
    if (compiled.ok) plans.push(compiled.plan)
    else
      problems.push(
        ...compiled.mistakes.map(({ message }) => ({ place: `subscription "${subscription.name}"`, message }))
      )
  }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, plan: assemblePlan({ ...configuration, destination, settings, subscriptions: plans }) }
}

interface PlanParts {
  readonly destination: Destination
  /** Checked. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly subscriptions: readonly SubscriptionPlan[]
  readonly instanceId?: string
}

/** The plan of subscriptions that are compiled already. */
export function assemblePlan({ destination, settings, subscriptions, instanceId }: PlanParts): DestinationPlan {
  const refusal = refusalOf(destination, instanceId)
  return { destination, settings, subscriptions, refusal, ...planEvent(destination, refusal, subscriptions) }
}

function withDeletion(destination: Destination, subscriptions: readonly Subscription[] | undefined) {
  const deletion = deletionSubscription(destination)
  return [...(subscriptions ?? presetSubscriptions(destination)), ...(deletion ? [deletion] : [])]
}

function refusalOf(destination: Destination, instanceId: string | undefined): DestinationPlan['refusal'] {
  const { name, integrationNames } = destination
  return (event) => {
    if (!isEnabledByIntegrations(event, integrationNames)) return `${name} is switched off in event.integrations`
    if (isSentInDeviceMode(event, integrationNames, instanceId)) {
      return `the page has sent it to ${name} itself (device mode), as event._metadata says`
    }
    return undefined
  }
}

const UNMATCHED: readonly Planned[] = [{ kind: 'skipped', reason: 'no subscription matches' }]

function planEvent(
  { name, deletion }: Destination,
  refusal: DestinationPlan['refusal'],
  plans: readonly SubscriptionPlan[]
): Pick<DestinationPlan, 'match' | 'plan'> {
  const candidatesFor = indexSubscriptions(plans)
  const undeletable: readonly Planned[] = [
    { kind: 'skipped', reason: `${name} has no API that deletes people: delete this one there by hand` }
  ]
  return {
    match: (event) =>
      refusal(event) === undefined ? candidatesFor(event).filter((candidate) => candidate.matches(event)) : [],
    plan: (event) => {
      const reason = refusal(event)
      if (reason !== undefined) return [{ kind: 'skipped', reason }]
      const planned: Planned[] = []
      for (const candidate of candidatesFor(event)) {
        if (candidate.matches(event)) planned.push(candidate.plan(event))
      }
      if (planned.length > 0) return planned
      return event.type === 'delete' && deletion === undefined ? undeletable : UNMATCHED
    }
  }
}
