import type { EncodedRequest } from '@waybill/kit'
import type { Clock, Delivery } from '@waybill/runner'
import { showRequest } from '../tester/show-request'
import { hear } from '../service/hear'
import type { ServiceEvent } from '../service/service-event'
import type { LaneView, LiveEvent } from './contract'
import { deliveryView } from './message-view'

/** What happens, for whoever looks at the moment; nobody looking costs nothing. */
export interface LiveFeed {
  readonly tell: (event: ServiceEvent) => void
  /** Sends something to everybody who looks, however much there is. */
  readonly push: (event: LiveEvent) => void
  /** Says how many events were left out since the last time; to be called now and then. */
  readonly tellLeftOut: () => void
  /** Begins to look; ends with the function it gives. */
  readonly watch: (watcher: (event: LiveEvent) => void) => () => void
}

export interface LiveFeedOptions {
  readonly clock: Clock
  readonly laneView: (lane: string) => Promise<LaneView | undefined>
}

/** So much a person can follow, and a browser draw. */
const MOST_A_SECOND = 100

export function createLiveFeed({ clock, laneView }: LiveFeedOptions): LiveFeed {
  const watchers = new Set<(event: LiveEvent) => void>()
  // The deliveries of a request are told when it starts, and its answer when it ends.
  const requests = new Map<EncodedRequest, readonly Delivery[]>()
  let second = 0
  let shown = 0
  let leftOut = 0

  const tellWatchers = hear({
    'events-accepted': ({ source, events }) => {
      for (const event of events) show((at) => ({ kind: 'accepted', at, id: event.messageId ?? '', source, event }))
    },
    'delivery-ended': ({ delivery, ended, notes, unknown }) =>
      show((at) => ({
        kind: 'ended',
        at,
        delivery: deliveryView(delivery),
        outcome: {
          kind: ended.kind,
          status: 'status' in ended ? (ended.status ?? null) : null,
          reason: 'reason' in ended ? ended.reason : null,
          attempts: 'attempts' in ended ? ended.attempts : 0,
          notes,
          unknown
        }
      })),
    'delivery-retried': ({ delivery, reason, afterMilliseconds }) =>
      show((at) => ({ kind: 'retried', at, delivery: deliveryView(delivery), reason, afterMilliseconds })),
    'request-started': ({ request, deliveries }) => void requests.set(request, deliveries),
    'request-ended': (event) => {
      const deliveries = requests.get(event.request) ?? []
      requests.delete(event.request)
      show((at) => requestView(event, { at, deliveries }))
    },
    'lane-paused': ({ instance, lane }) => showLane(instance, lane),
    'lane-resumed': ({ instance, lane }) => showLane(instance, lane),
    'circuit-opened': ({ instance, lane }) => showLane(instance, lane),
    'circuit-closed': ({ instance, lane }) => showLane(instance, lane)
  })

  return {
    tell: (event) => {
      if (watchers.size > 0) tellWatchers(event)
      else requests.clear()
    },
    push,
    tellLeftOut: () => {
      if (leftOut > 0) push({ kind: 'left-out', at: clock.now(), events: leftOut })
      leftOut = 0
    },
    watch: (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    }
  }

  function push(event: LiveEvent): void {
    for (const watch of watchers) watch(event)
  }

  /** Makes what there is room for in this second; the rest is counted, and not even made. */
  function show(make: (at: number) => LiveEvent): void {
    const at = clock.now()
    const now = Math.floor(at / 1000)
    if (now !== second) shown = 0
    second = now
    shown += 1
    if (shown > MOST_A_SECOND) leftOut += 1
    else push(make(at))
  }

  function showLane(instance: string, lane: string): void {
    // What is asked of a store that fails is told by the service.
    laneView(lane).then(
      (view) => view && push({ kind: 'lane', at: clock.now(), instance, lane: view }),
      () => undefined
    )
  }
}

interface Around {
  readonly at: number
  readonly deliveries: readonly Delivery[]
}

function requestView(
  {
    instance,
    lane,
    request,
    exchange,
    redactor,
    milliseconds
  }: Extract<ServiceEvent, { readonly kind: 'request-ended' }>,
  { at, deliveries }: Around
): LiveEvent {
  return {
    kind: 'request',
    at,
    instance,
    lane,
    request: showRequest(request, redactor),
    messageIds: [...new Set(deliveries.map(({ id }) => id))],
    response:
      exchange.kind === 'response'
        ? { status: exchange.response.status, body: redactor.value(exchange.response.body) ?? null }
        : null,
    failure: exchange.kind === 'failure' ? redactor.text(exchange.message) : null,
    milliseconds
  }
}
