import type { ServicePart } from '../service/service-part'
import { errorCode } from '../error-code'
import { createTracer } from './create-tracer'
import type { OpenTracer } from './create-tracer'
import { traceService } from './trace-service'
import { readTraceSettings } from './trace-settings'
import { CannotStart } from '../service/cannot-start'

export interface TracingOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** @default sends to where the environment says, by packages that are loaded only then */
  readonly createTracer?: () => Promise<OpenTracer>
}

/** Traces of what the service does, when OpenTelemetry's variables ask for them; otherwise nothing of it is loaded. */
export const createTracing = (options: TracingOptions): ServicePart => ({
  name: 'tracing',
  open: async ({ clock }) => {
    const settings = readTraceSettings(options.environment)
    if (settings.kind === 'refused') throw new CannotStart(settings.reason)
    if (settings.kind === 'off') return { close: () => Promise.resolve() }
    const open = await load(options.createTracer ?? createTracer)
    return { tell: traceService(open, clock), close: open.close }
  }
})

async function load(create: () => Promise<OpenTracer>): Promise<OpenTracer> {
  try {
    return await create()
  } catch (error) {
    if (!errorCode(error).endsWith('MODULE_NOT_FOUND')) throw error
    throw new CannotStart(
      'OTEL_ variables ask for traces, and the packages that send them are not installed: npm install @opentelemetry/api@1.9 @opentelemetry/resources@2 @opentelemetry/sdk-trace-base@2 @opentelemetry/exporter-trace-otlp-proto@0.223; or set OTEL_SDK_DISABLED=true.',
      { cause: error }
    )
  }
}
