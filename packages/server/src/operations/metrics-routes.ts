import { Hono } from 'hono'
import type { ServiceMetrics } from '../metrics/service-metrics'

/** What Prometheus asks for. */
export const metricsRoutes = ({ metrics }: { readonly metrics: ServiceMetrics }): Hono =>
  new Hono().get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'content-type': metrics.contentType })
  )
