import type { AnyAction, Destination } from '../definition'
import type { SegmentEvent } from '../event'
import { compileFql, parseFql } from '../fql'
import type { FqlNode } from '../fql'
import { compileMapping, MappingError } from '../mapping'
import type { CompiledMapping } from '../mapping'
import { compileSchema } from '../schema'
import type { CheckedPayload, PayloadCheck } from '../schema'
import { compileItems } from './compile-items'
import { faultOf } from './fault'
import type { CompiledSubscription, Planned } from './planned'
import type { Subscription } from './subscription'

/** A subscription as functions: does it want the event, and what does it make of it. */
export interface SubscriptionPlan {
  readonly subscription: CompiledSubscription
  readonly ast: FqlNode
  readonly mapping: CompiledMapping
  readonly check: PayloadCheck
  readonly matches: (event: SegmentEvent) => boolean
  readonly plan: (event: SegmentEvent) => Planned
}

/** One mistake in a subscription: in which part, where in it, and one sentence saying what and what to do. */
export type SubscriptionMistake =
  | { readonly part: 'action'; readonly message: string }
  /** `position` is the offset in the FQL of what does not fit. */
  | { readonly part: 'subscribe'; readonly position: number; readonly message: string }
  /** `path` is the place in the mapping; its first name is the field's key. */
  | { readonly part: 'mapping'; readonly path: string; readonly message: string }

export type CompiledPlan =
  | { readonly ok: true; readonly plan: SubscriptionPlan }
  | { readonly ok: false; readonly mistakes: readonly SubscriptionMistake[] }

/** Compiles one subscription against its destination and checked settings; reports every mistake at once. */
export function compileSubscription(
  destination: Destination,
  subscription: Subscription,
  settings: Readonly<Record<string, unknown>>
): CompiledPlan {
  const { actions, name } = destination
  const action = Object.hasOwn(actions, subscription.partnerAction) ? actions[subscription.partnerAction] : undefined
  if (action !== undefined) return compileForAction(action, subscription, settings)
  const known = Object.keys(actions).join(', ')
  const message = `${name} has no action "${subscription.partnerAction}"; it has ${known}.`
  return { ok: false, mistakes: [{ part: 'action', message }] }
}

function compileForAction(
  action: AnyAction,
  subscription: Subscription,
  settings: Readonly<Record<string, unknown>>
): CompiledPlan {
  const parsed = parseFql(subscription.subscribe)
  const mapping = tryCompileMapping(subscription)
  const mistakes: readonly SubscriptionMistake[] = [
    ...(parsed.ok
      ? []
      : [{ part: 'subscribe' as const, position: parsed.error.position, message: parsed.error.message }]),
    ...(mapping instanceof MappingError
      ? mapping.mistakes.map(({ path, message }) => ({ part: 'mapping' as const, path, message }))
      : []),
    ...unknownKeys(action, subscription)
  ]
  if (!parsed.ok || mapping instanceof MappingError || mistakes.length > 0) return { ok: false, mistakes }

  const compiled: CompiledSubscription = { ...subscription, action }
  const resolve = mapping.resolve
  const check = compileSchema(action.fields)
  const plan = compileItems(compiled, settings)
  return {
    ok: true,
    plan: {
      subscription: compiled,
      ast: parsed.ast,
      mapping,
      check,
      matches: compileFql(parsed.ast),
      // A mistake in a definition, or an event no one could write, costs that event and no other.
      plan: (event) => {
        let checked: CheckedPayload
        try {
          checked = check(resolve(event))
        } catch (error) {
          return rejected(compiled, error instanceof MappingError ? error.message : faultOf('The mapping', error))
        }
        if (!checked.ok) return rejected(compiled, problemText(checked))
        try {
          return plan(checked)
        } catch (error) {
          return rejected(compiled, faultOf(`The action ${compiled.partnerAction}`, error))
        }
      }
    }
  }
}

const unknownKeys = (action: AnyAction, { mapping }: Subscription): readonly SubscriptionMistake[] =>
  Object.keys(mapping)
    .filter((key) => !isKnownKey(action, key))
    .map((key) => ({
      part: 'mapping',
      path: key,
      message: `The mapping names the field "${key}", which the action "${action.title}" does not have.`
    }))

// Segment stores sync mode, matching key and hook outputs beside the fields; they are no field of the action.
const isKnownKey = (action: AnyAction, key: string): boolean =>
  Object.hasOwn(action.fields, key) || key.startsWith('__segment_internal_')

function tryCompileMapping(subscription: Subscription): ReturnType<typeof compileMapping> | MappingError {
  try {
    return compileMapping(subscription.mapping)
  } catch (error) {
    if (error instanceof MappingError) return error
    throw error
  }
}

const rejected = (subscription: CompiledSubscription, reason: string): Planned => ({
  kind: 'rejected',
  subscription,
  reason
})

const problemText = (checked: Extract<CheckedPayload, { ok: false }>): string =>
  checked.problems.map(({ message }) => message).join(' ')
