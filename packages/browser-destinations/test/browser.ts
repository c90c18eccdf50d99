import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import type { Page, Route } from 'playwright-core'
import { launchChromium } from '../../../test/chromium'

interface PageSetup {
  /** The vendors' scripts by address; any other address is blocked. */
  readonly vendors?: Readonly<Record<string, string>>
  /** Addresses that do not answer until `answer` is called. */
  readonly slow?: readonly string[]
  /** Another origin that the page may reach. */
  readonly service?: string
  readonly head?: string
  /** Scripts of the site itself, by path. */
  readonly scripts?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestPage {
  readonly page: Page
  /** The events that analytics.js has sent to its server. */
  readonly received: Readonly<Record<string, unknown>>[]
  /** What the page wrote into its console, and the errors nobody caught. */
  readonly console: string[]
  /** The addresses outside of the site that the page asked for. */
  readonly requested: string[]
  /** Answers the vendor addresses that were slow so far. */
  readonly answer: (script: string) => Promise<void>
  /** What the vendor's library was called with, once it is as much as that. */
  readonly vendorCalls: (count: number) => Promise<readonly unknown[]>
}

export interface TestBrowser {
  readonly open: (setup?: PageSetup) => Promise<TestPage>
  readonly close: () => Promise<void>
}

/** A Chromium, and a site on the loopback interface with the page script in every page. */
export async function openBrowser(): Promise<TestBrowser> {
  const [browser, script] = await Promise.all([launchChromium(), bundlePageScript()])
  const close: (() => Promise<void>)[] = []
  const open = async (setup: PageSetup = {}): Promise<TestPage> => {
    const received: Readonly<Record<string, unknown>>[] = []
    const server = await serve(setup, script, received)
    const context = await browser.newContext()
    close.push(async () => {
      await context.close()
      await new Promise((resolve) => server.close(resolve))
    })
    return openPage(
      await context.newPage(),
      setup,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      received
    )
  }
  return {
    open,
    close: async () => {
      for (const one of close) await one()
      await browser.close()
    }
  }
}

async function bundlePageScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'page-script.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' }
  })
  return outputFiles[0]?.text ?? ''
}

function serve(
  { head = '', headers = {}, scripts = {} }: PageSetup,
  pageScript: string,
  received: Readonly<Record<string, unknown>>[]
): Promise<Server> {
  const html = `<!doctype html><html><head><title>Shop</title>${head}<script src="/page-script.js"></script></head><body></body></html>`
  const server = createServer((request, response) => {
    const script = request.url === '/page-script.js' ? pageScript : scripts[request.url ?? '']
    if (script !== undefined) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else if (request.method === 'POST') {
      void receive(request, received).then(() => response.writeHead(200).end('{"success":true}'))
    } else {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(html)
    }
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function receive(request: IncomingMessage, received: Readonly<Record<string, unknown>>[]): Promise<void> {
  received.push(JSON.parse(await text(request)) as Readonly<Record<string, unknown>>)
}

async function openPage(
  page: Page,
  { vendors = {}, slow = [], service }: PageSetup,
  address: string,
  received: Readonly<Record<string, unknown>>[]
): Promise<TestPage> {
  const console: string[] = []
  const requested: string[] = []
  const unanswered: Route[] = []
  page.on('console', (message) => void console.push(message.text()))
  page.on('pageerror', (error) => void console.push(`uncaught: ${error.message}`))
  await page.route(
    (url) => url.origin !== new URL(address).origin && url.origin !== service,
    async (route) => {
      const url = route.request().url()
      requested.push(url)
      const script = vendors[url]
      if (slow.includes(url)) unanswered.push(route)
      else await (script === undefined ? route.abort('blockedbyclient') : fulfil(route, script))
    }
  )
  await page.goto(address)
  return {
    page,
    received,
    console,
    requested,
    answer: async (script) => {
      for (const route of unanswered.splice(0)) await fulfil(route, script)
    },
    vendorCalls: async (count) => {
      await page.waitForFunction((expected) => (window.vendorCalls?.length ?? 0) >= expected, count)
      return page.evaluate(() => window.vendorCalls ?? [])
    }
  }
}

const fulfil = (route: Route, body: string): Promise<void> => route.fulfill({ contentType: 'text/javascript', body })
