import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { bundled, names, others } from '../../test/calls'
import { P13N, P13N_JS, TRACK, TRACK_JS } from '../../test/vendor-stubs'

describeInChromium('a script that does not come, or is broken', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('a blocked script is said once, fails nothing else, and leaves the events to cloud mode', async () => {
    const opened = await browser.open({ vendors: { [P13N]: P13N_JS } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({
        customerio: { siteId: 'site-1' },
        boomtrain: { apiKey: 'acme', library: 'p13n' }
      })
      await analytics.identify('ada@example.com')
      await analytics.ready(() => undefined)
      await analytics.track('One')
      await analytics.track('Two')
    })
    expect(await others(opened)).toEqual(['identify', 'One', 'Two'])
    expect((await opened.vendorCalls(5)).slice(-2)).toEqual([
      ['bt', 'track', 'One', {}],
      ['bt', 'track', 'Two', {}]
    ])
    expect(opened.console.filter((line) => !line.startsWith('Failed to load resource'))).toEqual([
      `Customer.io: ${TRACK} could not be loaded; this page gives it no more events. ` +
        "An ad blocker or the page's Content-Security-Policy may be why."
    ])
    expect(bundled(opened).slice(1)).toEqual([
      ['One', ['Boomtrain', 'Segment.io']],
      ['Two', ['Boomtrain', 'Segment.io']]
    ])
  })

  test('a library that throws on a call keeps the calls after it, and the page', async () => {
    const throwing = TRACK_JS.replace("identify: record('identify')", "identify() { throw new Error('out of order') }")
    const opened = await browser.open({ vendors: { [TRACK]: throwing } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      await analytics.identify('ada@example.com')
      await analytics.track('One')
    })
    expect(names(await opened.vendorCalls(2)).slice(1)).toEqual(['One'])
    expect(await others(opened)).toEqual(['identify', 'identify', 'One'])
    expect(opened.console).toEqual(['Customer.io: its library failed on a call: out of order'])
  })

  test('a script that throws while it runs is given up like one that does not come', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: 'throw new Error("broken")' } })
    await opened.page.clock.install()
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
    })
    await opened.page.clock.fastForward(61_000)
    await opened.page.waitForFunction(() => document.getElementById('cio-tracker') === null)
    expect(opened.console).toEqual([
      'uncaught: broken',
      expect.stringMatching(/^Customer\.io: nothing came of .* within 60 seconds/)
    ])
    expect(await others(opened)).toEqual(['identify'])
  })

  test('an event that cannot be used is said once and costs nothing else', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      const [instance] = await analytics
      const plugin = instance.queue.plugins.find(({ name }) => name === 'Customer.io')
      const context = await analytics.track('First')
      const circle: Record<string, unknown> = {}
      circle['self'] = circle
      const event = { type: 'track', event: 'Circle', properties: circle }
      await plugin?.track?.(Object.assign(Object.create(context) as typeof context, { event }))
      await plugin?.track?.(Object.assign(Object.create(context) as typeof context, { event }))
      await analytics.track('Last')
    })
    expect(names(await opened.vendorCalls(4)).slice(2)).toEqual(['First', 'Last'])
    expect(opened.console).toEqual([expect.stringMatching(/^Customer\.io: a track event could not be used: /)])
  })

  test.each([
    [{}, 'the setting siteId (Site ID) is missing'],
    [{ siteId: '' }, 'the setting siteId (Site ID) is missing'],
    [undefined, 'the setting siteId (Site ID) is missing'],
    [{ siteId: 7 }, 'the setting siteId (Site ID) must be a text'],
    [{ siteId: 's', datacenter: 'EU' }, 'the setting datacenter (Datacenter) must be one of "us", "eu"']
  ])('settings %j load nothing, and say why', async (settings, problem) => {
    const opened = await browser.open()
    await opened.page.evaluate((given) => {
      const analytics = window.testing.start({})
      return analytics.register(window.testing.makePlugin('customerio', given)).then(() => analytics.track('One'))
    }, settings)
    expect(await others(opened)).toEqual(['One'])
    expect(opened.requested).toEqual([])
    expect(opened.console).toEqual([`Customer.io: ${problem}; nothing is loaded and nothing is sent.`])
    expect(bundled(opened)).toEqual([['One', ['Segment.io']]])
  })

  test("the vendor's own snippet on the page is used, not doubled, and its removal is asked for", async () => {
    const opened = await browser.open({
      vendors: { [TRACK]: TRACK_JS },
      head: `<script>window._cio = []</script><script async id="cio-tracker" data-site-id="site-1" src="${TRACK}"></script>`
    })
    await opened.page.evaluate(async () => {
      // As if it had not come yet.
      const library = window._cio
      window._cio = []
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      window._cio = library ?? []
    })
    expect(names(await opened.vendorCalls(2)).slice(1)).toEqual([{ id: 'ada@example.com', email: 'ada@example.com' }])
    expect(opened.requested).toEqual([TRACK])
    expect(opened.console).toEqual([
      "Customer.io: this page has Customer.io's own snippet as well; remove it, since the plugin loads the library."
    ])
  })
})
