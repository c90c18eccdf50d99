import { createRedactor } from '@waybill/kit'
import type { AnyEndpoint, DestinationPlan, EncodedRequest, Planned, SegmentEvent } from '@waybill/kit'
import { orderingKey } from './accepted-event'
import { buildPart } from './lane/build-part'
import { endItem } from './lane/end-item'
import type { Entry, Work } from './lane/entry'
import { beginFlight, halve, nextPart } from './lane/flight'
import { createWorkOpener } from './lane/open-work'
import { endpointOf, planSafely } from './lane/prepare'
import { createWaitingRoom } from './lane/waiting-room'
import type { WaitingRoom } from './lane/waiting-room'
import type { Delivery, LifecycleEvent } from './lifecycle'
import type { ItemEnded } from './open-delivery'
import type { Message } from './queue/queue-store'

/** A request that sending would make; it carries credentials, so whoever shows it redacts it. */
export interface PreviewedRequest {
  readonly request: EncodedRequest
  /** The delivery each item belongs to, in order of the items. */
  readonly deliveries: readonly Delivery[]
}

export interface PreviewOptions {
  readonly plan: DestinationPlan
  /** Called with each request, in the order they would be sent. */
  readonly request: (request: PreviewedRequest) => void
  /** Called for each delivery: before `accept` returns if it makes no request, else once its last request is made. */
  readonly ended: (ended: Extract<LifecycleEvent, { readonly kind: 'delivery-ended' }>) => void
}

/** What sending would do, without doing it: no store, no clock, no vendor. Requests are as full as their limits allow. */
export interface Preview {
  readonly accept: (event: SegmentEvent, id: string) => void
  /** Makes the requests that are not full. */
  readonly finish: () => void
}

export function createPreview(options: PreviewOptions): Preview {
  const lanes = new Map<AnyEndpoint | undefined, PreviewLane>()
  return {
    accept: (event, id) => {
      const planned = planSafely(options.plan, event)
      for (const endpoint of new Set(planned.map(endpointOf))) {
        const own = planned.filter((each) => endpointOf(each) === endpoint)
        const lane = lanes.get(endpoint) ?? createPreviewLane(options, endpoint)
        lanes.set(endpoint, lane)
        lane.accept(event, id, own)
      }
    },
    finish: () => {
      for (const lane of lanes.values()) lane.finish()
    }
  }
}

interface PreviewLane {
  readonly accept: (event: SegmentEvent, id: string, planned: readonly Planned[]) => void
  readonly finish: () => void
}

function createPreviewLane(options: PreviewOptions, endpoint: AnyEndpoint | undefined): PreviewLane {
  const { plan } = options
  const room = createWaitingRoom(endpoint?.limits ?? {})
  let sequence = 0
  let current: SegmentEvent = { type: 'track' }
  const openWork = createWorkOpener({
    deliveryOf,
    endpoint,
    redactor: createRedactor(plan.destination.settings, plan.settings),
    now: () => 0,
    nextSequence: () => (sequence += 1),
    lineOf: room.lineOf,
    take: room.add,
    ended: tellEndings
  })
  return {
    accept: (event, id, planned) => {
      const message = {
        lane: '',
        id,
        key: orderingKey(event, id),
        body: '',
        acceptedAt: 0,
        attempts: 0,
        unknown: false
      }
      current = event
      tellEndings(openWork(message, planned))
      while (room.isFull()) makeRequest()
    },
    finish: () => {
      while (room.readyItems() > 0) makeRequest()
    }
  }

  function deliveryOf({ id, key }: Message, subscription: Planned['subscription']): Delivery {
    const by = { subscription: subscription?.name, action: subscription?.partnerAction }
    return { id, key, instance: plan.destination.slug, type: current.type, event: current, ...by }
  }

  /** What makes no request is told at once, whatever else the event makes. */
  function tellEndings(work: Work): void {
    const { endings } = work
    work.endings = []
    for (const ending of endings) options.ended(ending)
  }

  function makeRequest(): void {
    if (endpoint === undefined) return
    const flight = beginFlight(room.take(Infinity))
    for (let part = nextPart(flight); part !== undefined; part = nextPart(flight)) {
      const items = part.map(({ item }) => item)
      const built = buildPart(plan, endpoint, items)
      if (built.ok)
        options.request({ request: built.request, deliveries: part.map((entry) => entry.delivery.delivery) })
      else if (part.length > 1) {
        halve(flight, part)
        continue
      }
      end(part, built.ok ? { kind: 'delivered', status: 200 } : { kind: 'rejected', reason: built.reason })
    }
    land(room, flight.lines)
  }
}

function end(part: readonly Entry[], ended: ItemEnded): void {
  for (const entry of part) endItem(entry, ended, 0)
}

function land(room: WaitingRoom, lines: Iterable<Entry['line']>): void {
  for (const line of lines) room.land(line, [], 0)
}
