import { Hono } from 'hono'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Destination, Examples } from '@waybill/kit'
import type { Clock, Transport } from '@waybill/runner'
import { allowLocal, requireToken } from '../http/guard'
import { limitBody, readJsonObject } from '../http/read-json'
import type { Catalogue } from '../definitions/catalogue'
import type { DefinitionFolder } from '../definitions/find-folders'
import { compileTrial } from './compile-trial'
import { TOKEN_HEADER } from './contract'
import type { ApiError, Change, DestinationList, SampleEventList, SendResponse } from './contract'
import { describeDestination, summarize } from './describe-destination'
import { saveExample } from './examples/save-example'
import { explainTrial } from './explain-trial'
import { readAuthenticationRequest, readSaveRequest, readSendRequest, readTrial } from './read-requests'
import type { ReadRequest } from './read-requests'
import { sampleEvents } from './sample-events'
import type { SandboxAccess } from './sandbox-access'
import { sendTrial } from './send-trial'
import { testAuthentication } from './test-authentication'

export interface TesterOptions {
  readonly catalogue: Catalogue
  /** Made anew at every start. */
  readonly token: string
  /** To the vendors themselves. */
  readonly transport: Transport
  readonly sandboxes: SandboxAccess
  readonly clock: Clock
}

/** What the page can ask for; see the contract. */
export function createTesterApi(options: TesterOptions): Hono {
  const { catalogue, token } = options
  const advice = 'open the address that the server printed: each start has a new one'
  const api = new Hono()
  api.use(allowLocal())
  api.use('/changes', requireToken({ token, advice, read: (context) => context.req.query('token') }))
  api.get('/changes', (context) => tellChanges(context, catalogue))
  api.use(requireToken({ token, advice, read: (context) => context.req.header(TOKEN_HEADER) }))
  api.get('/destinations', (context) =>
    context.json({ destinations: catalogue.entries().map((entry) => summarize(entry)) } satisfies DestinationList)
  )
  api.get('/destinations/:slug', (context) => describe(context, options))
  api.get('/sample-events', (context) => context.json({ samples: sampleEvents } satisfies SampleEventList))
  api.use(limitBody)
  api.post(
    '/explain',
    ask(options, readTrial, (trial, { destination }) => explainTrial(compileTrial(destination, trial), trial.events))
  )
  api.post(
    '/send',
    ask(options, readSendRequest, (request, { destination }) => send(options, destination, request))
  )
  api.post(
    '/authentication',
    ask(options, readAuthenticationRequest, async ({ target, settings }, { destination }) => {
      const reached = await reach(options, destination, target)
      return typeof reached === 'string'
        ? { kind: 'refused', settingProblems: [], reason: reached }
        : testAuthentication(compileTrial(destination, { settings }), reached)
    })
  )
  api.post(
    '/examples',
    ask(options, readSaveRequest, (request, { folder, destination, examples }) =>
      examples === undefined
        ? {
            kind: 'refused',
            reason: `${destination.name} has no examples.ts that can be read; write one with defineExamples().`
          }
        : saveExample(request, { folder, destination, examples })
    )
  )
  api.all('*', (context) => fail(context, 404, 'There is no such route; see the contract of the page.'))
  return api
}

const fail = (context: Context, status: 400 | 404, error: string): Response =>
  context.json({ error } satisfies ApiError, status)

/** A declared destination as it is now. */
interface Found {
  readonly folder: DefinitionFolder
  readonly destination: Destination
  readonly examples?: Examples
}

function find(catalogue: Catalogue, slug: string): Found | string {
  const entry = catalogue.find(slug)
  if (entry === undefined) return `There is no destination "${slug}"; it may be gone since the page was loaded.`
  const { definition, folder } = entry
  if (definition === undefined) return entry.problem ?? `${slug} is not loaded.`
  if (definition.kind === 'segment') return summarize(entry).problem ?? ''
  return { folder, ...definition }
}

function describe(context: Context, { catalogue, sandboxes }: TesterOptions): Response {
  const slug = context.req.param('slug') ?? ''
  const found = find(catalogue, slug)
  if (typeof found === 'string') return fail(context, 404, found)
  return context.json(describeDestination(found.destination, { slug, examples: found.examples, sandboxes }))
}

/** One POST: reads the request, finds its destination, answers. */
const ask =
  <Shape extends { readonly destination: string }>(
    { catalogue }: TesterOptions,
    read: (body: Readonly<Record<string, unknown>>) => ReadRequest<Shape>,
    answer: (request: Shape, found: Found) => object | Promise<object>
  ) =>
  async (context: Context): Promise<Response> => {
    const body = await readJsonObject(context)
    if (!body.ok) return fail(context, 400, body.reason)
    const asked = read(body.body)
    if (!asked.ok) return fail(context, 400, asked.reason)
    const found = find(catalogue, asked.request.destination)
    if (typeof found === 'string') return fail(context, 404, found)
    return context.json(await answer(asked.request, found))
  }

/** The way to the vendor, or to the simulator in its place; or why there is none. */
async function reach(
  { transport, sandboxes }: TesterOptions,
  destination: Destination,
  target: 'sandbox' | 'vendor'
): Promise<Transport | string> {
  if (target === 'vendor') return transport
  if (sandboxes.settingsFor(destination) === undefined) {
    return `The sandbox does not play ${destination.name}; send to the vendor, or look at the requests without sending.`
  }
  return sandboxes.transportTo(destination)
}

async function send(
  options: TesterOptions,
  destination: Destination,
  request: Extract<ReturnType<typeof readSendRequest>, { readonly ok: true }>['request']
): Promise<SendResponse> {
  const reached = await reach(options, destination, request.target)
  if (typeof reached === 'string') {
    return { kind: 'refused', settingProblems: [], subscriptionProblems: [], reason: reached }
  }
  return sendTrial(compileTrial(destination, request), request, { transport: reached, clock: options.clock })
}

/** Tells of every change until the page goes away. */
const tellChanges = (context: Context, catalogue: Catalogue): Response =>
  streamSSE(context, async (stream) => {
    const end = catalogue.onChange((destinations) => {
      void stream.writeSSE({ event: 'change', data: JSON.stringify({ destinations } satisfies Change) })
    })
    await new Promise<void>((resolve) => {
      stream.onAbort(resolve)
    })
    end()
  })
