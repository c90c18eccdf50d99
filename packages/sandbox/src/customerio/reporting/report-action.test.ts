import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startSandbox, type Sandbox } from '../../index'
import { documentedMetrics } from './sample-report'

interface Taken {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const NOW = 1_700_000_000_000

let sandbox: Sandbox
let receiver: Server
let url: string
let taken: Taken[]
let answers: boolean

beforeEach(async () => {
  taken = []
  answers = true
  sandbox = await startSandbox({ clock: { now: () => NOW, wait: patience } })
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      taken.push({ headers: request.headers, body })
      if (answers) response.writeHead(202).end('thanks')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
})

afterEach(async () => {
  await sandbox.close()
  receiver.closeAllConnections()
  await new Promise((resolve) => receiver.close(resolve))
})

/** Over once the receiver has the report, or there is an answer. */
function patience(_milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    const look = (): void => {
      if (!answers && taken.length > 0) resolve()
      else if (!signal.aborted) setImmediate(look)
    }
    look()
  })
}

async function report(asked: object): Promise<{ status: number; body: unknown }> {
  const target = { url, signingKey: 'the key', ...asked }
  const response = await fetch(`${sandbox.vendors.customerio.url}/__sandbox/report`, {
    method: 'POST',
    body: JSON.stringify(target)
  })
  return { status: response.status, body: await response.json() }
}

test('a report is sent signed, and its answer told', async () => {
  const { status, body } = await report({ object_type: 'email', metric: 'clicked' })
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 202, body: 'thanks' } })
  const [{ headers, body: sent } = { headers: {}, body: '' }, ...others] = taken
  expect(others).toEqual([])
  expect(body).toMatchObject({ report: JSON.parse(sent) as object })
  expect(JSON.parse(sent)).toMatchObject({
    event_id: expect.stringMatching(/^[0-9A-F]{26}$/) as string,
    object_type: 'email',
    metric: 'clicked',
    timestamp: NOW / 1000,
    data: { identifiers: { id: '42' }, href: 'https://docs.customer.io', machine: false }
  })
  expect(headers).toMatchObject({
    'x-cio-timestamp': '1700000000',
    'x-cio-signature': createHmac('sha256', 'the key').update(`v0:1700000000:${sent}`).digest('hex')
  })
})

test('what is asked for takes the place of what is made up', async () => {
  const asked = { object_type: 'sms', metric: 'sent', event_id: 'again', data: { recipient: '+15551234567' } }
  expect(await report(asked)).toMatchObject({
    body: {
      report: { event_id: 'again', data: { recipient: '+15551234567', delivery_id: expect.any(String) as string } }
    }
  })
})

test.each(documentedMetrics)('%s %s is played', async (object_type, metric) => {
  expect(await report({ object_type, metric })).toMatchObject({
    status: 200,
    body: { report: { object_type, metric } }
  })
})

test('no answer in time is no status', async () => {
  answers = false
  expect(await report({ object_type: 'email', metric: 'sent' })).toMatchObject({ status: 200, body: { status: null } })
})

test.each([
  ['an address in the world', { url: 'https://example.com/hook' }, 'a \\"url\\" on this machine'],
  ['an address that is none', { url: 'hook' }, 'a \\"url\\" on this machine'],
  ['no key', { signingKey: '' }, 'a \\"signingKey\\"'],
  ['a metric nobody documents', { metric: 'levitated' }, 'email clicked, '],
  ['a name every object has', { object_type: 'constructor' }, 'there is no such']
])('%s is refused', async (_what, asked, error) => {
  const { status, body } = await report({ object_type: 'email', metric: 'sent', ...asked })
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain(error)
  expect(taken).toEqual([])
})
