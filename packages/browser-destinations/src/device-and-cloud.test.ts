import { customerio } from '@waybill/destinations'
import { isJsonObject } from '@waybill/kit'
import { createMemoryStore, systemClock } from '@waybill/runner'
import type { Transport } from '@waybill/runner'
import { readConfiguration, startService } from '@waybill/server'
import type { RunningService } from '@waybill/server'
import { describeInChromium } from '../../../test/chromium'
import { openBrowser } from '../test/browser'
import type { TestBrowser } from '../test/browser'
import { names } from '../test/calls'
import { TRACK, TRACK_JS } from '../test/vendor-stubs'

const CONFIGURATION = `
http: { port: 0 }
sources:
  site: { writeKeys: [wk_site], origins: ['*'] }
destinations:
  customerio: { settings: { siteId: site-1, apiKey: 91837a6c9e8b49d0ef71 } }
`

/** What Customer.io's API was asked to save: the name of each event, and the action of everything else. */
const saved: unknown[] = []

const transport: Transport = {
  send: async ({ body }) => {
    const request: unknown = JSON.parse(body ?? '')
    const items: unknown = isJsonObject(request) ? (request['batch'] ?? [request]) : []
    for (const item of Array.isArray(items) ? items.filter(isJsonObject) : [])
      saved.push(item['name'] ?? item['action'])
    return { kind: 'response', response: { status: 200, headers: {}, body: {} } }
  },
  close: async () => undefined
}

/** A service that delivers to Customer.io in cloud mode. */
function startCloudMode(): Promise<RunningService> {
  const context = { destinations: { customerio }, sourceKinds: [], environment: {}, folder: '/' }
  const read = readConfiguration(CONFIGURATION, context)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return startService({
    configuration: read.configuration,
    readAgain: async () => read,
    store: createMemoryStore(),
    transport,
    clock: systemClock,
    random: () => 0.5,
    newId: () => crypto.randomUUID(),
    parts: [],
    tuning: { lingerMilliseconds: 0 }
  })
}

describeInChromium('device mode and cloud mode of one destination', () => {
  let browser: TestBrowser
  let service: RunningService
  beforeAll(async () => {
    browser = await openBrowser()
    service = await startCloudMode()
  })
  afterAll(async () => {
    await browser.close()
    await service.stop('The test is over.')
  })
  beforeEach(() => void saved.splice(0))

  test('send each event once, before, during and after the page sends it itself', async () => {
    const { page, vendorCalls, console } = await browser.open({ vendors: { [TRACK]: TRACK_JS }, service: service.url })
    await page.evaluate(async (url) => {
      const analytics = window.testing.start({ service: url })
      await analytics.identify('ada@example.com')
      await analytics.track('Before')
      await analytics.register(window.testing.makePlugin('customerio', { siteId: 'site-1' }))
      await analytics.track('During')
      await analytics.track('Off', {}, { integrations: { 'Customer.io': false } })
      await analytics.track('Only Here', {}, { integrations: { All: false, 'Customer.io': true } })
      await analytics.deregister('Customer.io')
      await analytics.track('After')
    }, service.url)
    await service.core.runner.finish()
    expect(names(await vendorCalls(3)).slice(1)).toEqual(['During', 'Only Here'])
    expect(saved).toEqual(['identify', 'Before', 'After'])
    expect(console).toEqual([])
  })

  test("send each event once when the vendor's script is blocked", async () => {
    const { page } = await browser.open({ service: service.url })
    await page.evaluate(async (url) => {
      const analytics = window.testing.start({ service: url, customerio: { siteId: 'site-1' } })
      await analytics.ready(() => undefined)
      await analytics.identify('ada@example.com')
      await analytics.track('Blocked')
    }, service.url)
    await service.core.runner.finish()
    expect(saved).toEqual(['identify', 'Blocked'])
  })
})
