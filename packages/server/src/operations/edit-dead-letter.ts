import { checkEvent, closestName, compileDestination, isJsonObject } from '@waybill/kit'
import type {
  CompiledSubscription,
  DestinationPlan,
  Mapping,
  SegmentEvent,
  Subscription,
  SubscriptionPlan
} from '@waybill/kit'
import { lanesOf } from '@waybill/runner'
import type { DeadLetter, Instance, Runner } from '@waybill/runner'
import type { EventWay, ExplainedSubscription, RetriedEdited } from './contract'
import type { DeadLetterChanges } from './dead-letter-changes'
import { wayOf } from './event-way'
import { refusal } from './refuse'

/** The subscriptions whose items travel in a lane. */
function subscriptionsOf(instance: Instance, lane: string): ReadonlySet<string> {
  const lanes = lanesOf(instance)
  const own = instance.plan.subscriptions.filter(({ subscription }) => lanes.get(subscription.action.endpoint) === lane)
  return new Set(own.map(({ subscription }) => subscription.name))
}

/** What would be sent of an event in a lane. */
export function wayInLane(instance: Instance, lane: string, event: SegmentEvent): EventWay {
  const own = subscriptionsOf(instance, lane)
  return wayOf(instance, event, (name) => own.has(name))
}

/** What the service gives an event that comes without it, and an edit may leave out. */
const GIVEN = ['messageId', 'timestamp', 'receivedAt'] as const

/** An event that somebody wrote; of what the service gives an event, it keeps that of the stored one. */
export function readEditedEvent(value: unknown, stored: SegmentEvent | undefined): SegmentEvent {
  const checked = checkEvent(value)
  if (checked.ok) {
    const kept = GIVEN.filter((key) => checked.event[key] === undefined && stored?.[key] !== undefined)
    return { ...checked.event, ...Object.fromEntries(kept.map((key) => [key, stored?.[key]])) }
  }
  throw refusal(422, checked.reason, [{ place: 'event', message: checked.reason }])
}

/** The instance with some fields of one subscription of a lane mapped differently. */
export function withMapping(instance: Instance, lane: string, change: unknown): Instance {
  if (!isJsonObject(change) || typeof change['subscription'] !== 'string' || !isJsonObject(change['fields'])) {
    throw refusal(400, '"mapping" must be {"subscription": the name of one, "fields": {field: mapping or null}}.')
  }
  const { subscription: name, fields } = change
  const { plan } = instance
  const own = subscriptionsOf(instance, lane)
  const before = plan.subscriptions.find(({ subscription }) => subscription.name === name)?.subscription
  // One of another lane would change nothing of what is shown, and nobody would know why.
  if (before === undefined || !own.has(name)) {
    const known = [...own].map((each) => `"${each}"`).join(', ')
    throw refusal(404, `The lane ${lane} has no subscription "${name}"; it has ${known}.`)
  }
  checkFieldNames(before, fields)
  const edited = compileOne(plan, { ...before, mapping: merge(before.mapping, fields) })
  const subscriptions = plan.subscriptions.map((each) => (each.subscription.name === name ? edited : each))
  return { ...instance, plan: { ...plan, subscriptions } }
}

/** One that is left empty would not be missed when the mapping is compiled. */
function checkFieldNames({ action, mapping }: CompiledSubscription, fields: object): void {
  const known = Object.keys(action.fields)
  const unknown = Object.keys(fields).filter((field) => !known.includes(field) && !Object.hasOwn(mapping, field))
  if (unknown.length === 0) return
  const problems = unknown.map((field) => {
    const meant = closestName(field, known)
    const hint = meant === undefined ? `it has ${known.join(', ')}` : `did you mean "${meant}"?`
    return { place: `mapping.${field}`, message: `The action "${action.title}" has no field "${field}"; ${hint}` }
  })
  throw refusal(422, `The mapping has mistakes: ${problems.map(({ message }) => message).join(' ')}`, problems)
}

function merge(
  mapping: Subscription['mapping'],
  fields: { readonly [field: string]: unknown }
): Subscription['mapping'] {
  const merged: Record<string, Mapping | undefined> = { ...mapping }
  for (const [field, value] of Object.entries(fields)) {
    if (value === null) delete merged[field]
    // It came as JSON, and what is wrong with it as a mapping is told when it is compiled.
    else if (isMapping(value)) merged[field] = value
  }
  return merged
}

const isMapping = (value: unknown): value is Mapping => value !== undefined

function compileOne({ destination, settings }: DestinationPlan, subscription: Subscription): SubscriptionPlan {
  const compiled = compileDestination(destination, { settings, subscriptions: [subscription] })
  const [plan] = compiled.ok ? compiled.plan.subscriptions : []
  if (plan !== undefined) return plan
  const problems = compiled.ok ? [] : compiled.problems
  throw refusal(422, `The mapping has mistakes: ${problems.map(({ message }) => message).join(' ')}`, problems)
}

export interface Edit {
  readonly letter: DeadLetter
  readonly instance: Instance
  readonly event: SegmentEvent
}

export interface EditTools {
  readonly changes: Pick<DeadLetterChanges, 'replace'>
  readonly runner: Pick<Runner, 'look'>
}

/** Puts an edited event into the lane in place of the dead letter, which goes only if something would be sent of it. */
export async function retryEdited(
  { changes, runner }: EditTools,
  { letter, instance, event }: Edit
): Promise<RetriedEdited> {
  const { position } = letter
  const problem = unsentReason(letter, wayInLane(instance, letter.lane, event))
  if (problem !== undefined) throw refusal(422, `Nothing would be sent: ${problem}`)
  const messageId = await changes.replace(letter, event)
  if (messageId === undefined) {
    throw refusal(
      409,
      `Dead letter ${position} was retried, edited or dropped meanwhile; nothing was sent of this edit.`
    )
  }
  runner.look()
  return { messageId }
}

/** Why nothing would be sent of an edit, if so: what is rejected before it is sent would be no dead letter again. */
function unsentReason({ lane, delivered = [] }: DeadLetter, way: EventWay): string | undefined {
  if (way.refusal !== undefined) return `${way.refusal}.`
  const matched = way.subscriptions.filter(({ isMatched }) => isMatched)
  if (matched.length === 0) {
    return `as edited, no subscription of the lane ${lane} wants the event. Try it to see why.`
  }
  const reasons = matched.map((subscription) => reasonOf(subscription, delivered))
  return reasons.includes(undefined) ? undefined : reasons.join(' ')
}

function reasonOf({ name, result }: ExplainedSubscription, delivered: readonly string[]): string | undefined {
  if (delivered.includes(name)) return `"${name}": the vendor has it already.`
  if (result?.kind !== 'items') return asSentence(`"${name}": ${result?.reason ?? 'there is nothing to send'}`)
  if (result.requests.length > 0) return undefined
  return asSentence(`"${name}": ${result.notes.join(' ') || 'there is nothing to send'}`)
}

const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
