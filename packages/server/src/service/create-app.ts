import type { SegmentEvent } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import type { KindSource, ServiceConfiguration } from '../configuration/service-configuration'
import { createTrackingRoutes } from '../tracking/tracking-routes'
import type { Acceptance } from './acceptance'
import type { Readiness, SourcedEvent } from './service-core'
import type { ServiceEvent } from './service-event'

export interface AppOptions {
  readonly configuration: ServiceConfiguration
  readonly accept: (events: readonly SourcedEvent[]) => Promise<Acceptance>
  readonly readiness: () => Readiness
  readonly clock: Clock
  readonly newId: () => string
  readonly tell: (event: ServiceEvent) => void
}

/** Everything that the service answers to the world, by one configuration. */
export function createApp(options: AppOptions): Hono {
  const { configuration, clock, newId, tell } = options
  const app = new Hono()
  app.use(async (context, next) => {
    const startedAt = clock.now()
    await next()
    tell({
      kind: 'request-answered',
      route: routePath(context, -1),
      method: context.req.method,
      status: context.res.status,
      milliseconds: clock.now() - startedAt
    })
  })
  app.get('/healthz', (context) => context.json({ status: 'alive' }))
  app.get('/readyz', (context) => {
    const readiness = options.readiness()
    return readiness.ready
      ? context.json({ status: 'ready' })
      : context.json({ status: 'not ready', ...readiness }, 503)
  })
  for (const source of configuration.sources) {
    if (source.kind !== 'other') continue
    const { id, sourceKind } = source
    const accept = (events: readonly SegmentEvent[]): Promise<Acceptance> =>
      options.accept(events.map((event) => fromKind(event, source)))
    const refused = (reason: string): void => tell({ kind: 'event-refused', source: id, reason })
    app.route(`/webhooks/${id}`, sourceKind.routes({ id, options: source.options, accept, refused, clock, newId }))
  }
  app.post('/webhooks/*', (context) =>
    context.json({ success: false, message: 'No source of that name takes webhooks; check the address.' }, 404)
  )
  app.route('/', createTracking(options))
  app.notFound((context) => {
    const message = 'There is nothing here; events go to POST /v1/batch, /v1/track and their siblings.'
    return context.json({ success: false, message }, 404)
  })
  app.onError((error, context) => {
    tell({ kind: 'request-failed', route: routePath(context, -1), error })
    return context.json({ success: false, message: 'A fault of the service; please report it.' }, 500)
  })
  return app

  function fromKind(event: SegmentEvent, { id: source, sourceKind }: KindSource): SourcedEvent {
    const received = receivedNow(event)
    return { source, event: received, ...(sourceKind.idOf && { id: sourceKind.idOf(received) }) }
  }

  /** What every event has, wherever it comes from. */
  function receivedNow(event: SegmentEvent): SegmentEvent {
    const { messageId = newId(), timestamp, ...rest } = event
    const receivedAt = new Date(clock.now()).toISOString()
    return { ...rest, messageId, timestamp: timestamp ?? receivedAt, receivedAt }
  }
}

function createTracking({ configuration, accept, clock, newId, tell }: AppOptions): Hono {
  return createTrackingRoutes({
    sources: configuration.sources.filter((source) => source.kind === 'segment'),
    accept: ({ id }, events) => accept(events.map(({ event, body }) => ({ source: id, event, body }))),
    refused: ({ id }, reason) => tell({ kind: 'event-refused', source: id, reason }),
    clock,
    newId,
    trustForwardedFor: configuration.http.trustForwardedFor
  })
}
