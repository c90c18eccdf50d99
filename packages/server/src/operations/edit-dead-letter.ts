import { checkEvent, compileDestination, isJsonObject } from '@waybill/kit'
import type { DestinationPlan, Mapping, SegmentEvent, Subscription, SubscriptionPlan } from '@waybill/kit'
import { lanesOf, orderingKey } from '@waybill/runner'
import type { Clock, DeadLetter, Instance, QueueStore, Runner } from '@waybill/runner'
import type { EventWay, RetriedEdited } from './contract'
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

/** An event that somebody wrote. */
export function readEditedEvent(value: unknown): SegmentEvent {
  const checked = checkEvent(value)
  if (checked.ok) return checked.event
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
  const edited = compileOne(plan, { ...before, mapping: merge(before.mapping, fields) })
  const subscriptions = plan.subscriptions.map((each) => (each.subscription.name === name ? edited : each))
  return { ...instance, plan: { ...plan, subscriptions } }
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

export interface EditTools {
  readonly store: Pick<QueueStore, 'append' | 'dropDeadLetters'>
  readonly runner: Pick<Runner, 'look'>
  readonly clock: Clock
}

/**
 * Puts an edited event into the lane and takes the dead letter away. Should the process end between the two, the dead letter
 * is still there, and doing it again adds nothing twice: the id is the same.
 */
export async function retryEdited(
  { store, runner, clock }: EditTools,
  {
    letter,
    instance,
    event
  }: { readonly letter: DeadLetter; readonly instance: Instance; readonly event: SegmentEvent }
): Promise<RetriedEdited> {
  const { lane } = letter
  const way = wayInLane(instance, lane, event)
  if (!way.isEnabled || !way.subscriptions.some(({ isMatched }) => isMatched)) {
    throw refusal(
      422,
      `Nothing would be sent: as edited, no subscription of the lane ${lane} wants the event. Try it to see why.`
    )
  }
  const id = editedId(letter.id)
  const message = { lane, id, key: orderingKey(event, id), body: JSON.stringify(event), acceptedAt: clock.now() }
  await store.append([message])
  await store.dropDeadLetters([letter])
  runner.look()
  return { messageId: id }
}

/** `m-1` becomes `m-1~edited-1`, and that `m-1~edited-2`. */
function editedId(id: string): string {
  const [, base = id, count = '0'] = /^(.*)~edited-(\d+)$/s.exec(id) ?? []
  return `${base}~edited-${Number(count) + 1}`
}
