import { Hono } from 'hono'
import type { ServiceMetrics } from '../metrics/service-metrics'

/** What Prometheus asks for. Whoever asks needs no token, and so learns no reason: that is in the log. */
export const metricsRoutes = ({ metrics }: { readonly metrics: Pick<ServiceMetrics, 'text' | 'contentType'> }): Hono =>
  new Hono().get('/metrics', async (context) => {
    const text = await metrics.text().catch(() => undefined)
    return text === undefined
      ? context.text('The queue cannot be read.\n', 503)
      : context.body(text, 200, { 'content-type': metrics.contentType })
  })
