import type { AnyAction } from '../definition'
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

export type CompiledPlan =
  { readonly ok: true; readonly plan: SubscriptionPlan } | { readonly ok: false; readonly problems: readonly string[] }

/** Compiles one subscription against its action and checked settings; reports every mistake at once. */
export function compileSubscription(
  action: AnyAction,
  subscription: Subscription,
  settings: Readonly<Record<string, unknown>>
): CompiledPlan {
  const parsed = parseFql(subscription.subscribe)
  const mapping = tryCompileMapping(subscription)
  const unknown = Object.keys(subscription.mapping).filter((key) => !isKnownKey(action, key))
  const problems = [
    ...(parsed.ok ? [] : [parsed.error.message]),
    ...(mapping instanceof MappingError ? [mapping.message] : []),
    ...unknown.map((key) => `The mapping names the field "${key}", which the action "${action.title}" does not have.`)
  ]
  if (!parsed.ok || mapping instanceof MappingError || problems.length > 0) return { ok: false, problems }

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
