// A page with two destinations in device mode, and a server beside it that has the same two in cloud mode.
// npm run example:browser; README.md beside this file says what to look at.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { destinations } from '@waybill/destinations'
import { checkEvent, compileDestination } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { build } from 'esbuild'

/** Your own accounts, when there are any: then the page loads the vendors' own libraries. */
const { CUSTOMERIO_SITE_ID, CUSTOMERIO_DATACENTER, BOOMTRAIN_APP_ID, BOOMTRAIN_LIBRARY } = process.env
const isReal = CUSTOMERIO_SITE_ID !== undefined || BOOMTRAIN_APP_ID !== undefined

/** What the page is told: which destinations it has, and whether stubs stand in for the vendors' libraries. */
const page = {
  stubs: !isReal,
  customerio:
    isReal && CUSTOMERIO_SITE_ID === undefined
      ? undefined
      : { siteId: CUSTOMERIO_SITE_ID ?? 'example-site', datacenter: CUSTOMERIO_DATACENTER ?? 'us' },
  boomtrain:
    isReal && BOOMTRAIN_APP_ID === undefined
      ? undefined
      : { apiKey: BOOMTRAIN_APP_ID ?? 'example-app', library: BOOMTRAIN_LIBRARY ?? 'p13n' }
}

/** What cloud mode makes of an event; nothing is sent from here, so that the settings may be made up. */
const inCloudMode = [
  planOf('customerio', { siteId: 'example-site', apiKey: '00000000000000000000' }),
  planOf('boomtrain', { apiKey: 'example-app', accessToken: 'example-token' })
]

function planOf(slug: string, settings: object) {
  const destination = destinations[slug]
  const compiled = destination && compileDestination(destination, { settings })
  if (!compiled?.ok) throw new Error(`The destination "${slug}" does not compile.`)
  return compiled.plan
}

interface Received {
  readonly call: string
  readonly bundled: unknown
  readonly cloud: readonly { readonly destination: string; readonly made: string }[]
}

const received: Received[] = []

function take(event: SegmentEvent): void {
  const cloud = inCloudMode.map(({ destination, plan }) => ({
    destination: destination.name,
    made: plan(event)
      .map((made) => (made.kind === 'items' ? 'delivers it' : `${made.kind}: ${made.reason}`))
      .join('; ')
  }))
  const metadata = event['_metadata'] as { readonly bundled?: unknown } | undefined
  received.push({ call: event.event ?? event.type, bundled: metadata?.bundled, cloud })
  if (received.length > 100) received.shift()
}

const FILES: Readonly<Record<string, readonly [type: string, content: () => string | Promise<string>]>> = {
  '/': ['text/html', () => readFileSync(join(__dirname, 'page.html'), 'utf8')],
  '/page.js': ['text/javascript', bundlePage],
  '/stub-worker.js': ['text/javascript', () => readFileSync(join(__dirname, 'stub-worker.js'), 'utf8')],
  '/settings.json': ['application/json', () => JSON.stringify(page)],
  '/received.json': ['application/json', () => JSON.stringify(received)]
}

async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page.ts')],
    bundle: true,
    format: 'iife',
    conditions: ['@waybill/source'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    write: false
  })
  return outputFiles[0]?.text ?? ''
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = FILES[request.url ?? '']
  if (request.method === 'POST') {
    const checked = checkEvent(JSON.parse(await text(request)))
    if (checked.ok) take(checked.event)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}')
  } else if (file === undefined) {
    response.writeHead(404).end()
  } else {
    const [type, content] = file
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(await content())
  }
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${request.method} ${request.url}: ${String(error)}\n`)
    response.writeHead(400).end()
  })
})
server.listen(Number(process.env['PORT'] ?? 4020), '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`Open http://127.0.0.1:${port}/ in a browser; Ctrl+C ends it.\n`)
})
