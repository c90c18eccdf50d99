import type { IncomingMessage } from 'node:http'
import { WebSocketServer } from 'ws'
import { foreignness } from '../http/guard'
import { LOOPBACK, portOf } from '../http/listen'
import type { Listening } from '../http/listen'
import type { Catalogue } from '../definitions/catalogue'
import { SEGMENT_ORIGINS } from '../segment/routes'

/** Tells "change" over a WebSocket whenever files changed, as Segment's `serve` does on the port behind its own. */
export async function announceChanges(catalogue: Catalogue, port: number): Promise<Listening> {
  const sockets = new WebSocketServer({
    host: LOOPBACK,
    port,
    verifyClient: ({ req }: { readonly req: IncomingMessage }) =>
      foreignness(req.headers, { origins: SEGMENT_ORIGINS }) === undefined
  })
  await new Promise<void>((resolve, reject) => {
    sockets.once('listening', resolve)
    sockets.once('error', reject)
  })
  const end = catalogue.onChange(() => {
    for (const socket of sockets.clients) socket.send('change')
  })
  return {
    port: portOf(sockets.address()),
    close: () =>
      new Promise((resolve) => {
        end()
        for (const socket of sockets.clients) socket.terminate()
        sockets.close(() => resolve())
      })
  }
}
