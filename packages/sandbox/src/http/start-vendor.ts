import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Clock } from '../clock'
import type { Rate } from '../misbehaviour/create-rate-limit'
import { planDelivery } from '../misbehaviour/plan-delivery'
import { jsonAnswer } from './answer'
import { answerControl, controlPrefix, readControl } from './answer-control'
import { answerRequest, type Received } from './answer-request'
import { createControls, type Cockpit } from './create-controls'
import { readBody } from './read-body'
import { recordRequest, type RecordedRequest } from './recorded-request'
import { sendDelivery } from './send-delivery'
import type { Vendor } from './vendor'
import type { VendorControls } from './vendor-controls'

// Beyond every documented limit, so that a vendor's own words are heard first.
const maximumBodyBytes = 4_000_000

/** How one vendor's server is run. */
export interface VendorServerOptions {
  readonly port: number
  readonly rate: Rate | null
  readonly clock: Clock
  readonly keepRequests: number
  readonly onRequest: (request: RecordedRequest) => void
}

/** A vendor that is listening. */
export interface RunningVendor<State extends object> extends VendorControls<State> {
  /** The origin, without a path, that takes the place of the vendor's own. */
  readonly url: string
  /** Stops listening and ends every connection at once, also those that hang. */
  readonly close: () => Promise<void>
}

/** Starts the server of one vendor on the loopback interface. */
export async function startVendor<State extends object>(
  vendor: Vendor<State>,
  options: VendorServerOptions
): Promise<RunningVendor<State>> {
  const closing = new AbortController()
  const cockpit = createControls(vendor, options)
  const serve = createServe({ vendor, cockpit, options, signal: closing.signal })
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // Only a defect of the sandbox leads here: say so instead of dying with the tests' process.
      if (response.headersSent) response.destroy()
      else sendDelivery(response, { kind: 'answered', answer: jsonAnswer(500, { error: `sandbox: ${String(error)}` }) })
    })
  })
  // A client that pauses must not meet a closing connection unless a test asked for one.
  server.keepAliveTimeout = 60_000
  await listen(server, options.port)
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeServer(server, closing), ...cockpit.controls }
}

interface Serving {
  readonly vendor: Vendor<object>
  readonly cockpit: Cockpit<object>
  readonly options: VendorServerOptions
  readonly signal: AbortSignal
}

type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

function createServe({ vendor, cockpit, options: { clock, onRequest }, signal }: Serving): Serve {
  return async (request, response) => {
    const { received, query } = await receive(request)
    if (received.body.kind === 'aborted') return
    if (received.path.startsWith(controlPrefix)) {
      const act =
        received.method === 'POST' ? vendor.actions?.get(received.path.slice(controlPrefix.length)) : undefined
      const answer = act ? await act(readControl(received), clock) : answerControl(cockpit.controls, received, query)
      sendDelivery(response, { kind: 'answered', answer })
      return
    }
    const fault = cockpit.mischief.next(received.path)
    if (fault?.kind === 'latency') await clock.wait(fault.milliseconds, signal)
    const now = clock.now()
    const delivery = planDelivery(fault, {
      handle: (failing) => answerRequest({ vendor, rateLimit: cockpit.rateLimit(), now }, received, failing),
      pretend: (status) =>
        jsonAnswer(
          status,
          vendor.refuse({ kind: 'simulated', status, path: received.path, message: `simulated ${status}` })
        ),
      now
    })
    const record = recordRequest(received, { delivery, fault }, vendor.secretMembers ?? [])
    cockpit.record(record)
    sendDelivery(response, delivery)
    onRequest(record)
  }
}

async function receive(request: IncomingMessage): Promise<{ received: Received; query: URLSearchParams }> {
  const [path = '', query = ''] = (request.url ?? '').split('?', 2)
  const body = await readBody(request, maximumBodyBytes)
  const received = { method: request.method ?? '', path, headers: request.headers, body }
  return { received, query: new URLSearchParams(query) }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox is not listening on a port.')
  return address.port
}

function closeServer(server: Server, closing: AbortController): Promise<void> {
  closing.abort()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
