import type { SegmentEvent } from '../event'
import { explainFql } from '../fql'
import type { FqlExplanation } from '../fql'
import { compileMapping, MappingError } from '../mapping'
import type { CompiledField } from '../mapping'
import type { FieldProblem } from '../schema'
import type { DestinationPlan } from './compile-destination'
import type { SubscriptionPlan } from './compile-subscription'
import { faultOf } from './fault'
import type { Planned } from './planned'

/**
 * How a field ended:
 * - `kept`: as the mapping gave it
 * - `coerced`: converted to the field's type, or cleaned
 * - `dropped`: left out, and the event goes on without it
 * - `invalid`: the event is rejected for it, also when it is required and missing
 * - `empty`: the mapping gave nothing, and nothing is needed
 */
export type FieldState = 'kept' | 'coerced' | 'dropped' | 'invalid' | 'empty'

/** The way of one field, from the event to the payload. */
export interface FieldExplanation {
  readonly key: string
  readonly label: string
  readonly state: FieldState
  /** What the mapping reads from the event. */
  readonly sources: readonly { readonly path: string; readonly value: unknown }[]
  /** What the mapping made of it; undefined when nothing. */
  readonly mapped: unknown
  /** What the action gets, after cleaning and coercion; undefined when nothing. */
  readonly kept: unknown
  /** Why it was dropped, or why the event is rejected for it. */
  readonly problems: readonly string[]
}

export interface SubscriptionExplanation {
  readonly subscription: string
  readonly action: string
  readonly subscribe: string
  readonly match: FqlExplanation
  /** Empty when the subscription does not match. */
  readonly fields: readonly FieldExplanation[]
  /** Absent when the subscription does not match. */
  readonly result?: Planned
}

/** Why a destination makes of an event what it makes of it. */
export interface EventExplanation {
  /** Whether the event is for this destination at all: not when `event.integrations` or `event._metadata` say no. */
  readonly enabled: boolean
  /** Why the destination gets nothing of it; absent when `enabled`. */
  readonly refusal?: string
  readonly subscriptions: readonly SubscriptionExplanation[]
}

/** Follows an event through every subscription of a destination, matching or not. Values of the event appear in it. */
export function explainEvent(plan: DestinationPlan, event: SegmentEvent): EventExplanation {
  const refusal = plan.refusal(event)
  return {
    enabled: refusal === undefined,
    ...(refusal !== undefined && { refusal }),
    subscriptions: plan.subscriptions.map((subscription) => explainSubscription(subscription, event))
  }
}

/** Follows an event through one subscription. */
export function explainSubscription(plan: SubscriptionPlan, event: SegmentEvent): SubscriptionExplanation {
  const { name, partnerAction, subscribe } = plan.subscription
  const match = explainFql(plan.ast, event)
  const head = { subscription: name, action: partnerAction, subscribe, match }
  return match.matched
    ? { ...head, fields: explainFields(plan, event), result: plan.plan(event) }
    : { ...head, fields: [] }
}

function explainFields(plan: SubscriptionPlan, event: SegmentEvent): readonly FieldExplanation[] {
  const resolved = plan.mapping.fields.map((field) => ({ field, mapped: tryResolve(field, event) }))
  const payload = Object.fromEntries(
    resolved.flatMap(({ field, mapped }) =>
      'value' in mapped && mapped.value !== undefined ? [[field.key, mapped.value]] : []
    )
  )
  const checked = plan.check(payload)
  const bad = checked.ok ? [] : checked.problems
  const problems: readonly FieldProblem[] = [...bad, ...checked.dropped]
  const badKeys = new Set(bad.map(({ path }) => rootOf(path)))
  const leftOut = new Set(checked.dropped.map(({ path }) => path))
  const explained = resolved.map(({ field: { key, paths }, mapped }): FieldExplanation => {
    const value = 'value' in mapped ? mapped.value : undefined
    // A payload that is refused is not built: what it would have kept is what the mapping gave.
    const kept = checked.ok ? checked.payload[key] : leftOut.has(key) ? undefined : payload[key]
    return {
      key,
      label: labelOf(plan, key),
      state: badKeys.has(key) || 'problem' in mapped ? 'invalid' : stateOf(value, kept),
      sources: paths.map((path) => ({ path, value: valueAt(path, event) })),
      mapped: value,
      kept,
      problems: ['value' in mapped ? [] : [mapped.problem], messagesFor(key, problems)].flat()
    }
  })
  const mappedKeys = new Set(explained.map(({ key }) => key))
  const missing = problems.filter(({ path }) => !mappedKeys.has(rootOf(path)))
  return [...explained, ...missing.map((problem) => unmapped(plan, problem))]
}

const stateOf = (mapped: unknown, kept: unknown): FieldState => {
  if (kept === undefined) return mapped === undefined ? 'empty' : 'dropped'
  return JSON.stringify(mapped) === JSON.stringify(kept) ? 'kept' : 'coerced'
}

const unmapped = (plan: SubscriptionPlan, { path, message }: FieldProblem): FieldExplanation => ({
  key: rootOf(path),
  label: labelOf(plan, rootOf(path)),
  state: 'invalid',
  sources: [],
  mapped: undefined,
  kept: undefined,
  problems: [message]
})

const labelOf = (plan: SubscriptionPlan, key: string): string => plan.subscription.action.fields[key]?.label ?? key

const rootOf = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path

const messagesFor = (key: string, problems: readonly FieldProblem[]): readonly string[] =>
  problems.filter(({ path }) => rootOf(path) === key).map(({ message }) => message)

const valueAt = (path: string, event: SegmentEvent): unknown =>
  compileMapping({ value: { '@path': path } }).resolve(event)['value']

function tryResolve(field: CompiledField, event: SegmentEvent): { value: unknown } | { problem: string } {
  try {
    return { value: field.resolve(event) }
  } catch (error) {
    return { problem: error instanceof MappingError ? error.message : faultOf('The mapping', error) }
  }
}
