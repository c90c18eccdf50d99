type Environment = Readonly<Record<string, string | undefined>>

/** Whether the standard variables ask for traces, or what keeps them from being had. */
export type TraceSettings =
  { readonly kind: 'off' } | { readonly kind: 'on' } | { readonly kind: 'refused'; readonly reason: string }

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT']

/**
 * Reads which of OpenTelemetry's variables turn traces on: an endpoint, or the exporter `otlp` by name. Everything else
 * (headers, sampler, batches, service name) is read by OpenTelemetry's own packages.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function readTraceSettings(environment: Environment): TraceSettings {
  const set = (name: string): string | undefined => environment[name]?.trim() || undefined
  if (set('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') return { kind: 'off' }
  const exporter = set('OTEL_TRACES_EXPORTER')
  if (exporter === 'none') return { kind: 'off' }
  if (exporter !== undefined && exporter !== 'otlp') {
    return refused(`OTEL_TRACES_EXPORTER is "${exporter}"; traces are sent by "otlp" only, or "none".`)
  }
  if (exporter === undefined && ENDPOINTS.every((name) => set(name) === undefined)) return { kind: 'off' }
  const protocol = set('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? set('OTEL_EXPORTER_OTLP_PROTOCOL')
  if (protocol !== undefined && protocol !== 'http/protobuf') {
    return refused(`The OTLP protocol is set to "${protocol}"; traces are sent by "http/protobuf" only.`)
  }
  return { kind: 'on' }
}

const refused = (reason: string): TraceSettings => ({ kind: 'refused', reason })
