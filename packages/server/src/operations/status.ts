import { lanesOf } from '@waybill/runner'
import type { Instance, LaneStatus, QueueStore, Runner } from '@waybill/runner'
import type { InstanceStatus, LaneView, Status, SubscriptionSummary } from './contract'
import { redactorOf } from './event-way'

export interface StatusSources {
  readonly instances: () => readonly Instance[]
  readonly runner: Pick<Runner, 'status'>
  readonly store: Pick<QueueStore, 'lanes' | 'size'>
}

export async function instanceStatus({ runner, store }: StatusSources, instance: Instance): Promise<InstanceStatus> {
  const statuses = runner.status().filter((status) => status.instance === instance.id)
  const lanes = await Promise.all(statuses.map((status) => laneView(status, store)))
  const { destination } = instance.plan
  return {
    instance: instance.id,
    destination: { slug: destination.slug, name: destination.name },
    health: healthOf(lanes),
    subscriptions: subscriptionSummaries(instance),
    lanes
  }
}

export async function laneView(
  { lane, state, circuit, concurrency, underWay }: LaneStatus,
  store: Pick<QueueStore, 'size'>
): Promise<LaneView> {
  const { waiting, leased, deadLetters, oldestAcceptedAt = null } = await store.size(lane)
  return { lane, state, circuit, concurrency, underWay, waiting: waiting + leased, oldestAcceptedAt, deadLetters }
}

/** Lanes that hold something and have nobody to send it. */
export async function unservedLanes({ runner, store }: StatusSources): Promise<Status['unserved']> {
  const served = new Set(runner.status().map(({ lane }) => lane))
  const others = (await store.lanes()).filter((lane) => !served.has(lane))
  return Promise.all(
    others.map(async (lane) => {
      const { waiting, leased, deadLetters } = await store.size(lane)
      return { lane, waiting: waiting + leased, deadLetters }
    })
  )
}

function healthOf(lanes: readonly LaneView[]): InstanceStatus['health'] {
  if (lanes.some(({ state }) => state.kind === 'paused')) return 'paused'
  if (lanes.some(({ circuit }) => circuit === 'open')) return 'circuit-open'
  return lanes.some(({ state }) => state.kind === 'running') ? 'running' : 'stopped'
}

function subscriptionSummaries(instance: Instance): readonly SubscriptionSummary[] {
  const lanes = lanesOf(instance)
  const redactor = redactorOf(instance.plan)
  return instance.plan.subscriptions.map(({ subscription: { name, partnerAction, subscribe, mapping, action } }) => ({
    name,
    action: partnerAction,
    subscribe,
    lane: lanes.get(action.endpoint) ?? instance.id,
    // Somebody may have written a key into a mapping.
    mapping: Object.fromEntries(Object.entries(mapping).map(([field, value]) => [field, redactor.value(value)]))
  }))
}
