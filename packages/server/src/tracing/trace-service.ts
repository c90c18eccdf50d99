import type { Attributes, Span, SpanKind } from '@opentelemetry/api'
import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import { hear } from '../service/hear'
import type { ServiceEvent } from '../service/service-event'
import type { OpenTracer } from './create-tracer'

/** How many ids a span names: enough to find one, and bounded when a batch is large. */
const MAXIMUM_IDS = 20

type RequestStarted = Extract<ServiceEvent, { readonly kind: 'request-started' }>

/**
 * Makes a span of each request to a vendor, with the deliveries it carries, of each request to this service, and of
 * each group of events that is accepted. They hold ids of messages and names out of the configuration: no user, no value of
 * an event, no path of a URL, no credential.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function traceService(
  { tracer, api: { SpanKind, SpanStatusCode } }: Pick<OpenTracer, 'api' | 'tracer'>,
  clock: Clock
): (event: ServiceEvent) => void {
  const underWay = new Map<EncodedRequest, Span>()
  return hear({
    'request-started': (event) => void underWay.set(event.request, startRequest(event)),
    'request-ended': ({ request, exchange }) => {
      const span = underWay.get(request)
      underWay.delete(request)
      if (span !== undefined) endRequest(span, exchange)
    },
    'request-answered': ({ method, route, status, milliseconds }) => {
      const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
      const isError = status >= 500
      past({ name: `${method} ${route}`, kind: SpanKind.SERVER, milliseconds, attributes, isError })
    },
    'events-accepted': ({ source, events, milliseconds }) => {
      const attributes = {
        'waybill.source': source,
        'waybill.events': events.length,
        'waybill.message_ids': idsOf(events.map(({ messageId }) => messageId))
      }
      past({ name: 'accept events', kind: SpanKind.INTERNAL, milliseconds, attributes })
    }
  })

  function startRequest({ instance, lane, request, deliveries }: RequestStarted): Span {
    const actions = new Set(deliveries.map(({ action }) => action))
    const attributes: Attributes = {
      'http.request.method': request.method,
      ...serverOf(request.url),
      'waybill.instance': instance,
      'waybill.lane': lane,
      'waybill.items': deliveries.length,
      'waybill.actions': [...actions].filter((action) => action !== undefined),
      'waybill.message_ids': idsOf(deliveries.map(({ id }) => id))
    }
    return tracer.startSpan(`${request.method} ${lane}`, { kind: SpanKind.CLIENT, startTime: clock.now(), attributes })
  }

  function endRequest(span: Span, exchange: Exchange): void {
    if (exchange.kind === 'failure') {
      span.setAttribute('error.type', exchange.failure)
      span.setStatus({ code: SpanStatusCode.ERROR })
    } else {
      const { status } = exchange.response
      span.setAttribute('http.response.status_code', status)
      if (status >= 400) span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR })
    }
    span.end(clock.now())
  }

  function past(span: {
    readonly name: string
    readonly kind: SpanKind
    readonly milliseconds: number
    readonly attributes: Attributes
    readonly isError?: boolean
  }): void {
    const { name, kind, milliseconds, attributes, isError = false } = span
    const started = tracer.startSpan(name, { kind, startTime: clock.now() - milliseconds, attributes })
    if (isError) started.setStatus({ code: SpanStatusCode.ERROR })
    started.end(clock.now())
  }
}

/** Nothing of what is no URL: such a request ends as a failure of the network. */
function serverOf(url: string): Attributes {
  if (!URL.canParse(url)) return {}
  const { hostname, port, protocol } = new URL(url)
  return { 'server.address': hostname, 'server.port': Number(port) || (protocol === 'https:' ? 443 : 80) }
}

const idsOf = (ids: readonly (string | undefined)[]): string[] =>
  [...new Set(ids.filter((id) => id !== undefined))].slice(0, MAXIMUM_IDS)
