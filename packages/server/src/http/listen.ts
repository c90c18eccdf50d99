import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** Ends every connection at once. */
  readonly close: () => Promise<void>
}

/** Where servers listen: on this machine only. */
export const LOOPBACK = '127.0.0.1'

/** Serves an application on the loopback interface; rejects with the system's error when the port cannot be had. */
export async function listen(app: Hono, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, resolve)
  })
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
  }
}

/** The port of something that listens. */
export const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0
