import type { MiddlewareHandler } from 'hono'

/**
 * Lets the pages that may ask do so from the internet: Chrome asks first whether an address of this machine agrees.
 *
 * @see https://wicg.github.io/private-network-access/
 */
export const allowPrivateNetwork: MiddlewareHandler = async (context, next) => {
  await next()
  if (context.req.header('access-control-request-private-network') === 'true') {
    context.res.headers.set('access-control-allow-private-network', 'true')
  }
}
