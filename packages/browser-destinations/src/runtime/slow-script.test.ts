import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { bundled, names, others } from '../../test/calls'
import { ANALYTICSTRAIN, ANALYTICSTRAIN_JS, P13N, P13N_JS, TRACK, TRACK_JS } from '../../test/vendor-stubs'

describeInChromium('a script that is slow', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([
    ['customerio', { siteId: 'site-1' }, TRACK, TRACK_JS],
    ['boomtrain', { apiKey: 'acme' }, ANALYTICSTRAIN, ANALYTICSTRAIN_JS],
    ['boomtrain', { apiKey: 'acme', library: 'p13n' }, P13N, P13N_JS]
  ])('keeps the calls of %s %j, in order, and delays nothing else', async (name, settings, address, script) => {
    const opened = await browser.open({ slow: [address] })
    await opened.page.evaluate(
      async ([destination, given]) => {
        const analytics = window.testing.start({ [destination]: given })
        for (const event of ['One', 'Two', 'Three']) await analytics.track(event)
      },
      [name, settings] as const
    )
    expect(await others(opened)).toEqual(['One', 'Two', 'Three'])
    expect(opened.received.map(({ event }) => event)).toEqual(['One', 'Two', 'Three'])
    expect(await opened.page.evaluate(() => window.vendorCalls)).toBeUndefined()
    await opened.answer(script)
    const auto = script === TRACK_JS ? 0 : 1
    const calls = await opened.vendorCalls(4 + auto)
    const tracked = calls.slice(1 + auto).map((call) => (call as string[]).filter((part) => part !== 'bt'))
    expect(tracked).toEqual([
      ['track', 'One', {}],
      ['track', 'Two', {}],
      ['track', 'Three', {}]
    ])
    expect(opened.console.filter((line) => !line.includes('must be identified'))).toEqual([])
  })

  test('makes analytics.ready() wait for it', async () => {
    const opened = await browser.open({ slow: [TRACK] })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.track('One')
      void analytics.ready(() => {
        ;(window.vendorCalls ??= []).push('ready')
      })
    })
    await opened.answer(TRACK_JS)
    const calls = await opened.vendorCalls(3)
    expect(names(calls)).toEqual([expect.anything(), 'One', 'ready'])
  })

  test('costs no more memory than 500 calls: of more the oldest are dropped, which is said once', async () => {
    const opened = await browser.open({ slow: [TRACK] })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada', { email: 'ada@example.com' })
      // Straight to the plugin: analytics.js would take its time for each.
      const [instance] = await analytics
      const plugin = instance.queue.plugins.find(({ name }) => name === 'Customer.io')
      const context = await analytics.track('First')
      for (let index = 0; index < 600; index++) {
        await plugin?.track?.(
          Object.assign(Object.create(context) as typeof context, { event: { type: 'track', event: `E${index}` } })
        )
      }
    })
    await opened.answer(TRACK_JS)
    const calls = await opened.vendorCalls(501)
    expect(calls).toHaveLength(501)
    expect(names(calls).slice(1)).toEqual(Array.from({ length: 500 }, (_, index) => `E${index + 100}`))
    expect(opened.console).toEqual([`Customer.io: more than 500 calls wait for ${TRACK}; the oldest are dropped.`])
  })

  test('is given up after a minute, and its calls are let go; what comes later is too late', async () => {
    const opened = await browser.open({ slow: [TRACK] })
    await opened.page.clock.install()
    const analytics = await opened.page.evaluateHandle(async () => {
      const started = window.testing.start({ customerio: { siteId: 'site-1' } })
      await started.identify('ada@example.com')
      return { started }
    })
    await opened.page.clock.fastForward(30_000)
    expect(opened.console).toEqual([])
    await opened.page.clock.fastForward(31_000)
    await opened.page.waitForFunction(() => document.getElementById('cio-tracker') === null)
    expect(opened.console).toEqual([
      `Customer.io: nothing came of ${TRACK} within 60 seconds; this page gives it no more events. ` +
        "An ad blocker or the page's Content-Security-Policy may be why."
    ])
    await opened.answer(TRACK_JS)
    expect(names(await opened.vendorCalls(1))).toEqual([expect.objectContaining({ src: TRACK })])
    await analytics.evaluate(({ started }) => started.track('Later').then(() => undefined))
    expect(await opened.vendorCalls(1)).toHaveLength(1)
    expect(bundled(opened).at(-1)).toEqual(['Later', ['Segment.io']])
  })
})
