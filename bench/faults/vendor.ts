import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A vendor that takes everything after a moment, and counts how often it got each event by its name. */
export interface CountingVendor {
  readonly url: string
  readonly seen: ReadonlyMap<string, number>
  readonly close: () => Promise<void>
}

const LONGEST_MILLISECONDS = 20

export async function startCountingVendor(random: () => number): Promise<CountingVendor> {
  const seen = new Map<string, number>()
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      for (const [, name = ''] of body.matchAll(/"name":"(event \d+)"/g)) seen.set(name, (seen.get(name) ?? 0) + 1)
      setTimeout(() => response.end('{}'), random() * LONGEST_MILLISECONDS)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
