import { Server } from 'node:http'
import type { ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Clock } from '@waybill/runner'
import type { ServiceConfiguration } from '../configuration/service-configuration'

export interface Listening {
  readonly url: string
  /** Takes no more connections; resolves when all requests under way are answered, or the time is over. */
  readonly close: (graceMilliseconds: number) => Promise<void>
}

/** How long clients may take, in milliseconds. */
export interface Timeouts {
  readonly headersTimeout: number
  /** For headers and body together. */
  readonly requestTimeout: number
  readonly keepAliveTimeout: number
  /** How often it is looked who takes too long. */
  readonly connectionsCheckingInterval: number
}

/** Against clients that hold connections and send nothing, or a byte now and then. */
const TIMEOUTS: Timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5000
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch']

export interface ListenOptions extends Pick<ServiceConfiguration['http'], 'host' | 'port' | 'maximumConnections'> {
  readonly clock: Clock
  /** @default what leaves room for a slow line, and little for ill will */
  readonly timeouts?: Timeouts
}

/** Serves HTTP; rejects when the address cannot be had. */
export async function listen(fetch: Fetch, options: ListenOptions): Promise<Listening> {
  const { host, port, maximumConnections, clock, timeouts = TIMEOUTS } = options
  const server = createAdaptorServer({ fetch, serverOptions: { ...timeouts } })
  if (!(server instanceof Server)) throw new TypeError('An HTTP server was asked for, and another was made.')
  server.maxConnections = maximumConnections
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return { url: urlOf(server, host), close: (graceMilliseconds) => close(server, graceMilliseconds, clock) }
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function close(server: Server, graceMilliseconds: number, clock: Clock): Promise<void> {
  const over = new AbortController()
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  server.prependListener('request', (_, response: ServerResponse) => {
    response.shouldKeepAlive = false
  })
  const idle = endIdle(server, clock, over.signal)
  await Promise.race([closed, clock.wait(graceMilliseconds, over.signal)])
  over.abort()
  server.closeAllConnections()
  await Promise.all([closed, idle])
}

const IDLE_MILLISECONDS = 100

/** Keep-alive connections on which nothing happens any more would stay open for as long as their clients like. */
async function endIdle(server: Server, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    server.closeIdleConnections()
    await clock.wait(IDLE_MILLISECONDS, signal)
  }
}
