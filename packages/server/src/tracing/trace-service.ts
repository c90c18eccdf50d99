import type { Attributes, Span, Tracer } from '@opentelemetry/api'
import type { EncodedRequest, Exchange } from '@waybill/kit'
import type { Clock } from '@waybill/runner'
import type { ServiceEvent } from '../service/service-core'

/** How many ids a span names: enough to find one, and bounded when a batch is large. */
const MAXIMUM_IDS = 20

// The values of OpenTelemetry's enumerations, written here so that its packages are not loaded for their sake.
const SERVER = 1
const CLIENT = 2
const ERROR = 2

type RequestStarted = Extract<ServiceEvent, { readonly kind: 'request-started' }>

/**
 * Makes a span of each request to a vendor, with the deliveries it carries, of each request to this service, and of
 * each group of events that is accepted. They hold ids of messages and names out of the configuration: no user, no value of
 * an event, no path of a URL, no credential.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function traceService(tracer: Tracer, clock: Clock): (event: ServiceEvent) => void {
  const underWay = new Map<EncodedRequest, Span>()
  return (event) => {
    switch (event.kind) {
      case 'request-started':
        underWay.set(event.request, startRequest(event))
        return
      case 'request-ended': {
        const span = underWay.get(event.request)
        underWay.delete(event.request)
        if (span !== undefined) endRequest(span, event.exchange)
        return
      }
      case 'request-answered': {
        const { method, route, status, milliseconds } = event
        const attributes = { 'http.request.method': method, 'http.route': route, 'http.response.status_code': status }
        past({ name: `${method} ${route}`, kind: SERVER, milliseconds, attributes, isError: status >= 500 })
        return
      }
      case 'events-accepted': {
        const { source, events, milliseconds } = event
        const attributes = {
          'waybill.source': source,
          'waybill.events': events.length,
          'waybill.message_ids': idsOf(events.map(({ messageId }) => messageId))
        }
        past({ name: 'accept events', milliseconds, attributes })
        return
      }
      default:
    }
  }

  function startRequest({ instance, lane, request, deliveries }: RequestStarted): Span {
    const { hostname, port, protocol } = new URL(request.url)
    const actions = new Set(deliveries.map(({ action }) => action))
    const attributes: Attributes = {
      'http.request.method': request.method,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      'waybill.instance': instance,
      'waybill.lane': lane,
      'waybill.items': deliveries.length,
      'waybill.actions': [...actions].filter((action) => action !== undefined),
      'waybill.message_ids': idsOf(deliveries.map(({ id }) => id))
    }
    return tracer.startSpan(`${request.method} ${lane}`, { kind: CLIENT, startTime: clock.now(), attributes })
  }

  function endRequest(span: Span, exchange: Exchange): void {
    if (exchange.kind === 'failure') {
      span.setAttribute('error.type', exchange.failure)
      span.setStatus({ code: ERROR })
    } else {
      const { status } = exchange.response
      span.setAttribute('http.response.status_code', status)
      if (status >= 400) span.setAttribute('error.type', String(status)).setStatus({ code: ERROR })
    }
    span.end(clock.now())
  }

  function past(span: {
    readonly name: string
    readonly kind?: number
    readonly milliseconds: number
    readonly attributes: Attributes
    readonly isError?: boolean
  }): void {
    const { name, kind = 0, milliseconds, attributes, isError = false } = span
    const started = tracer.startSpan(name, { kind, startTime: clock.now() - milliseconds, attributes })
    if (isError) started.setStatus({ code: ERROR })
    started.end(clock.now())
  }
}

const idsOf = (ids: readonly (string | undefined)[]): string[] =>
  [...new Set(ids.filter((id) => id !== undefined))].slice(0, MAXIMUM_IDS)
