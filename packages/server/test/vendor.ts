import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface VendorRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export type VendorAnswer = readonly [status: number, body?: unknown]

/** A vendor on the loopback interface that remembers what it is asked. */
export async function startVendor(answer: (request: VendorRequest) => VendorAnswer = () => [200, {}]) {
  const requests: VendorRequest[] = []
  const behaviour = { answer }
  const server = createServer((incoming, outgoing) => {
    let text = ''
    incoming.setEncoding('utf8')
    incoming.on('data', (chunk: string) => {
      text += chunk
    })
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const request = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
      requests.push(request)
      const [status, body] = behaviour.answer(request)
      outgoing.writeHead(status, { 'content-type': 'application/json' })
      outgoing.end(body === undefined ? '' : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** How it answers from now on; what it was asked before is forgotten. */
    behave: (next: (request: VendorRequest) => VendorAnswer = () => [200, {}]) => {
      behaviour.answer = next
      requests.length = 0
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
