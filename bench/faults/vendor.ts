import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A vendor that takes everything after a moment, unless it is told otherwise, and counts how often it got each event by its name. */
export interface CountingVendor {
  readonly url: string
  readonly seen: ReadonlyMap<string, number>
  /** How it answers from now on; what is not answered with 200 it does not take. */
  readonly answer: (status: number) => void
  readonly close: () => Promise<void>
}

const LONGEST_MILLISECONDS = 20

export async function startCountingVendor(random: () => number): Promise<CountingVendor> {
  const seen = new Map<string, number>()
  let status = 200
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (status !== 200) {
        response.writeHead(status).end('{}')
        return
      }
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
    answer: (other) => {
      status = other
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
