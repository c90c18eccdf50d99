import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { lanesOf } from '@waybill/runner'
import type { LaneStatus } from '@waybill/runner'
import { hear } from '../service/hear'
import type { Hearers } from '../service/hear'
import type { ServiceCore } from '../service/service-core'
import type { ServiceEvent } from '../service/service-event'
import { resultOf } from './request-result'

/** Everything that Prometheus may ask for, fed from what the service tells of itself. */
export interface ServiceMetrics {
  readonly tell: (event: ServiceEvent) => void
  /** So many events are not in the event log although they were accepted. */
  readonly eventsUnlogged: (events: number) => void
  /** All metrics in the text format of Prometheus. */
  readonly text: () => Promise<string>
  readonly contentType: string
  /** The names of the metrics of ours, not those of the process, with their labels. */
  readonly labels: () => { readonly [name: string]: readonly string[] }
}

type Sources = Pick<ServiceCore, 'clock' | 'instances' | 'store'> & {
  readonly runner: Pick<ServiceCore['runner'], 'status'>
  /** The size of the event log. */
  readonly eventLogBytes: () => number
}

/** From a millisecond, in which an answer on the same machine comes, to the longest a vendor is waited for. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const DELIVERY = ['instance', 'action'] as const
const LANE = ['instance', 'lane'] as const

/** What an action is called where no subscription wanted the event. */
const NO_ACTION = 'none'

/** Labels hold what the configuration names and a few fixed words, never anything out of an event. */
export function createServiceMetrics(sources: Sources): ServiceMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const counted = createCounters(registry)
  const timed = createHistograms(registry)
  createGauges(registry, sources)
  const diskFull = new Gauge({
    name: 'waybill_disk_full',
    help: '1 while the disk has no room for what became of events, so that nothing is sent.',
    registers: [registry]
  })
  const { instances } = sources
  startAtZero()

  return {
    tell: hear({ ...countDeliveries(), ...countEvents() }),
    eventsUnlogged: (events) => counted.unlogged.inc(events),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    labels: () => labelsIn(registry)
  }

  // A rate can only be seen to rise from a number that was there before.
  function startAtZero(): void {
    for (const instance of instances()) {
      const { id, plan } = instance
      const actions = new Set(plan.subscriptions.map(({ subscription }) => subscription.partnerAction))
      for (const action of [...actions, NO_ACTION]) {
        for (const counter of Object.values(counted.deliveries)) counter.inc({ instance: id, action }, 0)
      }
      counted.unknown.inc({ instance: id }, 0)
      for (const lane of lanesOf(instance).values()) counted.returned.inc({ instance: id, lane }, 0)
    }
  }

  function countDeliveries(): Hearers {
    const { deliveries, unknown } = counted
    return {
      'deliveries-accepted': ({ instance, action = NO_ACTION, count }) =>
        deliveries.accepted.inc({ instance, action }, count),
      'deliveries-repeated': ({ instance, action = NO_ACTION, count }) =>
        deliveries.repeated.inc({ instance, action }, count),
      'deliveries-returned': ({ instance, lane, count }) => counted.returned.inc({ instance, lane }, count),
      'delivery-retried': ({ delivery: { instance, action = NO_ACTION } }) =>
        deliveries.retried.inc({ instance, action }),
      'delivery-ended': ({ delivery: { instance, action = NO_ACTION }, ended, unknown: isUnknown }) => {
        deliveries[ended.kind].inc({ instance, action })
        if (isUnknown) unknown.inc({ instance })
      },
      'request-ended': ({ instance, lane, exchange, milliseconds }) =>
        timed.requests.observe({ instance, lane, result: resultOf(exchange) }, milliseconds / 1000),
      'lane-held-back': ({ instance, lane, cause, milliseconds }) =>
        timed.waits.observe({ instance, lane, cause }, milliseconds / 1000)
    }
  }

  function countEvents(): Hearers {
    return {
      'events-accepted': ({ source, events, milliseconds }) => {
        counted.received.inc({ source }, events.length)
        timed.accepting.observe({ source }, milliseconds / 1000)
      },
      'events-repeated': ({ source, events }) => counted.repeated.inc({ source }, events),
      'event-refused': ({ source }) => counted.refused.inc({ source }),
      'accepting-refused': ({ source, events }) => counted.turnedAway.inc({ source }, events),
      'request-answered': ({ route, method, status, milliseconds }) =>
        timed.answers.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000),
      'configuration-reloaded': () => {
        counted.reloads.inc({ result: 'taken' })
        startAtZero()
      },
      'configuration-refused': () => counted.reloads.inc({ result: 'refused' }),
      'store-full': () => diskFull.set(1),
      'store-has-room': () => diskFull.set(0)
    }
  }
}

/** The registry tells names and no labels; the metrics themselves know them. */
function labelsIn(registry: Registry): { readonly [name: string]: readonly string[] } {
  const labels: Record<string, readonly string[]> = {}
  for (const metric of registry.getMetricsAsArray()) {
    const names = 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : []
    if (metric.name.startsWith('waybill_')) labels[metric.name] = names.toSorted()
  }
  return labels
}

function createCounters(registry: Registry) {
  const registers = [registry]
  const delivery = (name: string, help: string) =>
    new Counter({ name: `waybill_deliveries_${name}_total`, help, labelNames: DELIVERY, registers })
  const bySource = (name: string, help: string) =>
    new Counter({ name: `waybill_events_${name}_total`, help, labelNames: ['source'], registers })
  return {
    deliveries: {
      accepted: delivery(
        'accepted',
        'Deliveries (an event at a subscription) that were accepted: each ends once, and again when it is returned.'
      ),
      repeated: delivery('repeated', 'Deliveries that were dropped because the id of their event had come before.'),
      delivered: delivery('delivered', 'Deliveries the vendor took.'),
      skipped: delivery(
        'skipped',
        'Deliveries of which nothing had to be sent; action "none": no subscription matched.'
      ),
      rejected: delivery('rejected', 'Deliveries refused for good, before sending or by the vendor.'),
      expired: delivery('expired', 'Deliveries given up after trying for as long as allowed.'),
      retried: delivery('retried', 'Tries that failed and will be repeated; one delivery may have many.')
    },
    returned: new Counter({
      name: 'waybill_deliveries_returned_total',
      help: 'Deliveries put back from the dead letters, or sent edited in place of one: each ends once more.',
      labelNames: LANE,
      registers
    }),
    unknown: new Counter({
      name: 'waybill_deliveries_unknown_total',
      help: 'Deliveries that ended and may have been made twice: an answer never came, or a process ended before it.',
      labelNames: ['instance'],
      registers
    }),
    received: bySource(
      'accepted',
      'Events that were accepted: on disk, and answered with success; repeated ones not included.'
    ),
    repeated: bySource(
      'repeated',
      'Events that were answered with success and dropped because their id had come before.'
    ),
    refused: bySource('refused', 'Messages that were refused because they are wrong.'),
    turnedAway: bySource(
      'turned_away',
      'Events that were answered with "come back later", for want of room or while stopping.'
    ),
    unlogged: new Counter({
      name: 'waybill_event_log_lost_total',
      help: 'Accepted events that could not be written to the event log, and so cannot be replayed.',
      registers
    }),
    reloads: new Counter({
      name: 'waybill_configuration_reloads_total',
      help: 'Reloads of the configuration; result "refused": it had mistakes, and the old one stays.',
      labelNames: ['result'],
      registers
    })
  }
}

function createHistograms(registry: Registry) {
  const shared = { registers: [registry], buckets: SECONDS }
  return {
    requests: new Histogram({
      name: 'waybill_request_duration_seconds',
      help: 'Requests to vendors, from sending to the whole answer.',
      labelNames: [...LANE, 'result'],
      ...shared
    }),
    waits: new Histogram({
      name: 'waybill_rate_limit_wait_seconds',
      help: 'How long requests that were ready waited; cause "rate": the declared rate, "vendor": it asked for a pause.',
      labelNames: [...LANE, 'cause'],
      ...shared
    }),
    accepting: new Histogram({
      name: 'waybill_accept_duration_seconds',
      help: 'How long it took to bring accepted events to disk, a group at a time.',
      labelNames: ['source'],
      ...shared
    }),
    answers: new Histogram({
      name: 'waybill_http_request_duration_seconds',
      help: 'Requests to this service, from the first byte to the answer.',
      labelNames: ['route', 'method', 'status'],
      ...shared
    })
  }
}

/** Read when they are asked for: lanes come and go with the configuration. */
function createGauges(registry: Registry, { clock, store, runner, eventLogBytes }: Sources): void {
  const laneGauge = (name: string, help: string, read: (status: LaneStatus) => number | Promise<number>): void => {
    const gauge: Gauge<'instance' | 'lane'> = new Gauge({
      name: `waybill_${name}`,
      help,
      labelNames: LANE,
      registers: [registry],
      collect: async () => {
        const values = await Promise.all(runner.status().map(async (status) => ({ status, value: await read(status) })))
        gauge.reset()
        for (const { status, value } of values) gauge.set({ instance: status.instance, lane: status.lane }, value)
      }
    })
  }
  const sizeOf = ({ lane }: LaneStatus) => store.size(lane)

  laneGauge('queue_messages', 'Messages that have not ended: waiting, due later or being sent.', async (status) => {
    const { waiting, leased } = await sizeOf(status)
    return waiting + leased
  })
  laneGauge(
    'queue_oldest_age_seconds',
    'How long ago the oldest of them was accepted; 0 when there is none.',
    async (status) => {
      const { oldestAcceptedAt } = await sizeOf(status)
      return oldestAcceptedAt === undefined ? 0 : Math.max(0, clock.now() - oldestAcceptedAt) / 1000
    }
  )
  laneGauge(
    'dead_letters',
    'Messages set aside for a person to look at.',
    async (status) => (await sizeOf(status)).deadLetters
  )
  laneGauge('circuit_open', '1 while the vendor does not work and is only probed.', ({ circuit }) =>
    Number(circuit === 'open')
  )
  laneGauge('requests_under_way', 'Requests that have been sent and not yet answered.', ({ underWay }) => underWay)
  laneGauge(
    'concurrency_limit',
    'Requests that may be under way at once, found by trying.',
    ({ concurrency }) => concurrency
  )
  const paused: Gauge<'instance' | 'lane' | 'cause'> = new Gauge({
    name: 'waybill_lane_paused',
    help: '1 while a lane sends nothing; cause "asked": by a person, "wide-failure": its vendor refused everything.',
    labelNames: [...LANE, 'cause'],
    registers: [registry],
    collect: () => {
      paused.reset()
      for (const { instance, lane, state } of runner.status()) {
        for (const cause of ['asked', 'wide-failure']) {
          paused.set({ instance, lane, cause }, Number(state.kind === 'paused' && state.cause === cause))
        }
      }
    }
  })
  const unserved: Gauge = new Gauge({
    name: 'waybill_unserved_messages',
    help: 'Messages in lanes that no instance of the configuration serves.',
    registers: [registry],
    collect: async () => {
      const served = new Set(runner.status().map(({ lane }) => lane))
      const others = (await store.lanes()).filter((lane) => !served.has(lane))
      const sizes = await Promise.all(others.map((lane) => store.size(lane)))
      unserved.set(sizes.reduce((sum, { waiting, leased }) => sum + waiting + leased, 0))
    }
  })
  const logBytes: Gauge = new Gauge({
    name: 'waybill_event_log_bytes',
    help: 'The size of the event log on disk.',
    registers: [registry],
    collect: () => logBytes.set(eventLogBytes())
  })
}
