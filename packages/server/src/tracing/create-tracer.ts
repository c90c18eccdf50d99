import type { SpanKind, SpanStatusCode, Tracer } from '@opentelemetry/api'

/** What spans are made with, and how to end it. */
export interface OpenTracer {
  readonly tracer: Tracer
  /** The enumerations that spans need, since their package is loaded only when there are any. */
  readonly api: { readonly SpanKind: typeof SpanKind; readonly SpanStatusCode: typeof SpanStatusCode }
  /** Sends what has not been sent; gives up when the collector does not answer. */
  readonly close: () => Promise<void>
}

/** A tracer that sends to the collector the environment names. */
export async function createTracer(): Promise<OpenTracer> {
  const [api, { BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources')
  ])
  const own = resources.resourceFromAttributes({ 'service.name': 'waybill' })
  const provider = new BasicTracerProvider({
    resource: resources
      .defaultResource()
      .merge(own)
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())]
  })
  return {
    api,
    tracer: provider.getTracer('@waybill/server'),
    // Traces are worth less than an end in time.
    close: () => provider.shutdown().catch(() => undefined)
  }
}
