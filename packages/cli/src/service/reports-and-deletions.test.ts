import { createUndiciTransport, systemClock } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { customerioMetrics, startSandbox } from '@waybill/sandbox'
import type { Sandbox } from '@waybill/sandbox'
import { deletionRecords, startService } from '@waybill/server'
import type { Deletion, RunningService } from '@waybill/server'
import { redirect, sandboxOrigins } from '../settings/sandbox-targets'
import { createTestFolder, createTestTerminal, jsonLines, runCommand } from '../test-terminal'
import { loadConfiguration, requireConfiguration } from './load-configuration'
import { openStore } from './open-store'

const ENVIRONMENT = { SIGNING_KEY: 'signing-key-of-the-webhook', ERASURE_SECRET: 'secret-of-who-may-delete' }

const CONFIGURATION = `
http: { port: 0 }
sources:
  site: { writeKeys: [wk_site] }
  reports: { type: customerio-webhooks, signingKey: '\${SIGNING_KEY}' }
  looping: { type: customerio-webhooks, signingKey: '\${SIGNING_KEY}', destinations: [customerio] }
  erasure: { type: deletions, secret: '\${ERASURE_SECRET}' }
destinations:
  customerio:
  braze-appboy:
  tractionboard:
`

// A disk and a processor that others keep busy must not fail it.
const { write, folder, remove } = createTestFolder()
const file = write('waybill.yaml', CONFIGURATION)

let sandbox: Sandbox
let transport: Transport
let service: RunningService

beforeAll(async () => {
  sandbox = await startSandbox()
  transport = createUndiciTransport()
  const loading = { terminal: createTestTerminal({ environment: ENVIRONMENT }).terminal, forSandbox: true }
  const configuration = await requireConfiguration(file, loading)
  const origins = sandboxOrigins(sandbox)
  service = await startService({
    configuration,
    readAgain: () => loadConfiguration(file, loading),
    store: await openStore(configuration.data),
    transport,
    transportOf: ({ plan }) => redirect(transport, origins[plan.destination.slug] ?? ''),
    clock: systemClock,
    random: Math.random,
    newId: () => 'made-up',
    parts: [deletionRecords],
    tuning: { lingerMilliseconds: 5 }
  })
})

beforeEach(() => {
  for (const { reset } of Object.values(sandbox.vendors)) reset()
})

afterAll(async () => {
  await service.stop('The test is over.')
  await transport.close()
  await sandbox.close()
  remove()
})

async function post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const response = await fetch(service.url + path, { method: 'POST', body, headers })
  await response.arrayBuffer()
  await service.core.runner.finish()
  return response.status
}

const signUp = (userId: string, messageId = `sign-up-${userId}`): Promise<number> =>
  post('/v1/track', JSON.stringify({ writeKey: 'wk_site', userId, event: 'Signed Up', messageId }))

const postDeletion = (request: object): Promise<number> =>
  post('/webhooks/erasure', JSON.stringify(request), { authorization: `Bearer ${ENVIRONMENT.ERASURE_SECRET}` })

/** Has the sandbox send a report as Customer.io does; resolves to the service's answer. */
async function sendReport(source: string, asked: object): Promise<{ status: number; body: string }> {
  const target = { url: `${service.url}/webhooks/${source}`, signingKey: ENVIRONMENT.SIGNING_KEY }
  const response = await fetch(`${sandbox.vendors.customerio.url}/__sandbox/report`, {
    method: 'POST',
    body: JSON.stringify({ ...target, ...asked })
  })
  const { status, body } = (await response.json()) as { status: number; body: string }
  return { status, body }
}

const click = (eventId: string): object => ({
  event_id: eventId,
  object_type: 'email',
  metric: 'clicked',
  data: {
    identifiers: { id: 'user-42', email: 'ada@example.com', cio_id: 'd9c106000001' },
    href: 'https://example.com'
  }
})

const customerioRequests = () => sandbox.vendors.customerio.requests()

describe("Customer.io's webhooks", () => {
  test('a click in an e-mail reaches Braze once, and not Customer.io', async () => {
    const taken = { status: 200, body: '{"success":true}' }
    expect(await sendReport('reports', click('01E4C4CT6YDC7Y5M7FE1GWWPQJ'))).toEqual(taken)
    expect(await sendReport('reports', click('01E4C4CT6YDC7Y5M7FE1GWWPQJ'))).toEqual(taken)
    await service.core.runner.finish()
    expect(sandbox.vendors.braze.state().users).toMatchObject([
      { external_id: 'user-42', custom_events: [{ name: 'Email Link Clicked', count: 1 }] }
    ])
    const properties = {
      email_id: 'ZAIAAVTJVG0QcCok0-0ZKj6yiQ==',
      email_subject: 'Thanks for signing up',
      link_url: 'https://example.com',
      campaign_id: 5
    }
    const bodies = sandbox.vendors.braze.requests().map(({ body }): unknown => JSON.parse(body))
    expect(bodies).toMatchObject([{ events: [{ name: 'Email Link Clicked', properties }] }])
    expect(customerioRequests()).toEqual([])
  })

  test('everything that Customer.io documents means something to Braze', async () => {
    const answers = await Promise.all(
      customerioMetrics.map(([object_type, metric]) => sendReport('reports', { object_type, metric }))
    )
    expect(answers).toEqual(customerioMetrics.map(() => ({ status: 200, body: '{"success":true}' })))
    await service.core.runner.finish()
    const [user, ...others] = sandbox.vendors.braze.state().users
    expect(others).toEqual([])
    expect(user?.custom_events).toHaveLength(customerioMetrics.length)
  })

  test('who asks for it gets them back to Customer.io', async () => {
    expect(await sendReport('looping', click('01E4C4CT6YDC7Y5M7FE1GWWPQK'))).toMatchObject({ status: 200 })
    await service.core.runner.finish()
    expect(sandbox.vendors.braze.state().users).toEqual([])
    expect(customerioRequests()).toHaveLength(1)
  })

  test('what Customer.io did not sign goes nowhere', async () => {
    expect(await sendReport('reports', { ...click('x'), signingKey: 'another key' })).toMatchObject({ status: 401 })
    expect(sandbox.vendors.braze.state().users).toEqual([])
  })
})

describe('a deletion', () => {
  test('reaches all that can delete, and its proof can be read', async () => {
    await signUp('user-43')
    expect(sandbox.vendors.braze.state().users).toHaveLength(1)
    expect(sandbox.vendors.customerio.state().people).toHaveLength(1)
    const request = { type: 'delete', userId: 'user-43', messageId: 'd-1', context: null, integrations: [] }
    expect(await postDeletion(request)).toBe(200)
    expect(sandbox.vendors.braze.state()).toMatchObject({ users: [], deletions: [{ external_id: 'user-43' }] })
    expect(sandbox.vendors.customerio.state()).toMatchObject({ people: [], deletions: [{ id: 'user-43' }] })

    const ran = await runCommand([
      'deletions',
      '--data',
      `${folder}/waybill-data/sandbox`,
      '--user',
      'user-43',
      '--json'
    ])
    expect(ran).toMatchObject({ status: 0, err: '' })
    const [deletion, ...others] = jsonLines(ran.out) as readonly Deletion[]
    expect(others).toEqual([])
    expect(deletion).toMatchObject({ messageId: 'd-1', userId: 'user-43', source: 'erasure', waiting: [] })
    expect(proofs(deletion)).toEqual([
      ['braze-appboy', 'delivered', 'https://rest.iad-01.braze.com/users/delete', 201],
      ['customerio', 'delivered', 'https://track.customer.io/api/v2/entity', 200],
      ['tractionboard', 'skipped', undefined, undefined]
    ])
    for (const secret of [...Object.values(ENVIRONMENT), ...service.core.configuration().secrets]) {
      expect(ran.out).not.toContain(secret)
    }
  })

  test('is shown to a person, with what could not be done and why', async () => {
    const ran = await runCommand(['deletions', '--data', `${folder}/waybill-data/sandbox`])
    expect(ran.out).toMatch(/^user-43, asked for \S+ by erasure, request d-1\n/)
    expect(ran.out).toMatch(/\n {2}braze-appboy {3}delivered \S+\n {17}POST https:\S+\/users\/delete → 201 /)
    expect(ran.out).toMatch(/\n {2}tractionboard {2}skipped {3}\S+ {2}Tractionboard has no API that deletes people/)
    expect(ran.out).toMatch(
      /\n1 deletion request: 1 carried out, 0 not yet\. Skipped 1 time: see above what is to be done by hand\.\n$/
    )
  })

  test('of two people by one ticket deletes both, and proves each', async () => {
    await signUp('ada')
    await signUp('bob')
    const tickets = ['ada', 'bob'].map((userId) => ({ type: 'delete', userId, messageId: 'ticket-7' }))
    expect(await postDeletion(tickets)).toBe(200)
    const deleted = sandbox.vendors.braze.state().deletions.map(({ external_id }) => external_id)
    expect(new Set(deleted)).toEqual(new Set(['ada', 'bob']))
    // Answered when it is in the record, behind what became of the first.
    await postDeletion(tickets)
    const ran = await runCommand(['deletions', '--data', `${folder}/waybill-data/sandbox`, '--user', 'bob', '--json'])
    const [deletion] = jsonLines(ran.out) as readonly Deletion[]
    expect(proofs(deletion).map(([instance, outcome]) => [instance, outcome])).toEqual([
      ['braze-appboy', 'delivered'],
      ['customerio', 'delivered'],
      ['tractionboard', 'skipped']
    ])
  })

  test('is not dropped for an event that had its id before', async () => {
    await signUp('eve', 'ticket-8')
    expect(await postDeletion({ type: 'delete', userId: 'eve', messageId: 'ticket-8' })).toBe(200)
    expect(sandbox.vendors.braze.state()).toMatchObject({ users: [], deletions: [{ external_id: 'eve' }] })
    expect(sandbox.vendors.customerio.state()).toMatchObject({ people: [], deletions: [{ id: 'eve' }] })
  })

  test('that comes again is the same one', async () => {
    const request = { type: 'delete', userId: 'kim', messageId: 'ticket-9' }
    await postDeletion(request)
    await postDeletion(request)
    const paths = sandbox.vendors.braze.requests().map(({ path }) => path)
    expect(paths).toEqual(['/users/delete'])
  })

  test('is not taken from who does not know the secret, nor with a write key', async () => {
    const request = '{"type":"delete","userId":"user-44"}'
    expect(await post('/webhooks/erasure', request, { authorization: 'Bearer wk_site' })).toBe(401)
    expect(await post('/v1/batch', `{"writeKey":"wk_site","batch":[${request}]}`)).toBe(400)
    expect(sandbox.vendors.braze.requests()).toEqual([])
  })
})

/** What is on record of each instance, by its name. */
const proofs = (deletion: Deletion | undefined) =>
  [...(deletion?.ended ?? [])]
    .toSorted((first, second) => first.instance.localeCompare(second.instance))
    .map(({ instance, outcome, request }) => [
      instance,
      outcome,
      request?.url,
      request?.answer.kind === 'response' ? request.answer.status : undefined
    ])
