import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { describeInChromium, launchChromium } from '../../../../test/chromium'
import { untilEnded } from '../test-outcomes'
import { runUntil } from '../test-service'
import { createTestFolder } from '../test-terminal'

const { write, path, remove } = createTestFolder()

/** A page as a shop has it, with analytics.js as its maker publishes it. */
async function serveShop(service: string, options: object) {
  const settings = { writeKey: 'wk_browser', cdnURL: service }
  const script = `
    import { AnalyticsBrowser } from '@segment/analytics-next'
    window.analytics = AnalyticsBrowser.load(${JSON.stringify(settings)}, ${JSON.stringify(options)})
  `
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: __dirname },
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' }
  })
  const bundle = outputFiles[0]?.text ?? ''
  const server = createServer((request, response) => {
    if (request.url === '/page.js') response.writeHead(200, { 'content-type': 'text/javascript' }).end(bundle)
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() }
}

describeInChromium("Segment's client for browsers works as it is", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    remove()
  })

  test.each([
    ['each event as it comes', {}],
    [
      'in batches',
      { integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 4 } } } } }
    ]
  ])('%s', async (name, options) => {
    const id = name.replaceAll(' ', '-')
    const file = write(
      `${id}.yaml`,
      `
http: { port: 0 }
operations: { port: 0 }
data: { folder: ${id} }
sources: { shop: { writeKeys: [wk_browser], origins: ['*'] } }
destinations: { customerio: }
`
    )
    const statuses: (readonly [string, number])[] = []
    const faults: string[] = []
    const ran = await runUntil(file, async (url) => {
      const shop = await serveShop(url, options)
      const page = await browser.newPage()
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
      page.on('response', (response) => {
        const { pathname } = new URL(response.url())
        if (pathname.startsWith('/v1/') && response.request().method() === 'POST')
          statuses.push([pathname, response.status()])
      })
      try {
        await page.goto(shop.origin)
        const answered = page.waitForResponse(
          (response) => /\/v1\/[agb]$/.test(response.url()) && response.request().method() === 'POST'
        )
        await page.evaluate(async () => {
          const { analytics } = window as unknown as {
            readonly analytics: Record<string, (...args: readonly unknown[]) => Promise<unknown>>
          }
          await analytics['page']?.()
          await analytics['identify']?.('ada', { email: 'ada@example.com' })
          await analytics['track']?.('Order Completed', { total: 12 })
          await analytics['group']?.('analysts', { name: 'Analysts' })
        })
        await answered
      } finally {
        await page.close()
        shop.close()
      }
      const { events, outcomes } = await untilEnded(path(`${id}/sandbox`))
      const anonymousId = events[0]?.anonymousId
      expect(anonymousId).toMatch(/^[\da-f-]{36}$/)
      const context = { library: { name: 'analytics.js' }, page: { url: `${shop.origin}/` }, ip: '127.0.0.1' }
      expect(events).toMatchObject([
        { type: 'page', anonymousId, context },
        { type: 'identify', anonymousId, userId: 'ada', traits: { email: 'ada@example.com' }, context },
        { type: 'track', userId: 'ada', event: 'Order Completed', properties: { total: 12 }, context },
        { type: 'group', userId: 'ada', groupId: 'analysts', traits: { name: 'Analysts' }, context }
      ])
      // The sandbox has taken each of them: it refuses what the vendor refuses.
      const DELIVERED = { kind: 'delivered', status: 200, attempts: 1 }
      expect(outcomes).toMatchObject([
        { subscription: 'Create or Update Object', user: 'ada', ...DELIVERED },
        { subscription: 'Create or Update Person', user: 'ada', ...DELIVERED },
        { subscription: 'Track Event', user: 'ada', ...DELIVERED },
        { subscription: 'Track Page View', user: anonymousId, ...DELIVERED }
      ])
    })
    expect(faults).toEqual([])
    expect(statuses.every(([, status]) => status === 200)).toBe(true)
    expect(statuses.map(([way]) => way)).toEqual(
      name === 'in batches' ? ['/v1/b'] : ['/v1/p', '/v1/i', '/v1/t', '/v1/g']
    )
    expect(ran.status).toBe(0)
  })
})
