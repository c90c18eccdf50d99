import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { bundled, names, others } from '../../test/calls'
import { TRACK, TRACK_JS } from '../../test/vendor-stubs'

describeInChromium('what a page switches off', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('nothing is loaded and nothing touched before the plugin is enabled', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    const before = await opened.page.evaluate(async () => {
      const plugin = window.testing.makePlugin('customerio', { siteId: 'site-1' })
      const analytics = window.testing.start({})
      await analytics.track('Before Consent')
      const state = [typeof window._cio, document.scripts.length, plugin.isLoaded()]
      await analytics.register(plugin)
      await analytics.track('After Consent')
      return state
    })
    expect(before).toEqual(['undefined', 1, false])
    expect(names(await opened.vendorCalls(2)).slice(1)).toEqual(['After Consent'])
    expect(bundled(opened)).toEqual([
      ['Before Consent', ['Segment.io']],
      ['After Consent', ['Customer.io', 'Segment.io']]
    ])
  })

  test('consent that is withdrawn ends it', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.ready(() => undefined)
      await analytics.track('One')
      await analytics.deregister('Customer.io')
      await analytics.track('Two')
      await analytics.register(window.testing.makePlugin('customerio', { siteId: 'site-1' }))
      await analytics.track('Three')
    })
    expect(names(await opened.vendorCalls(3)).slice(1)).toEqual(['One', 'Three'])
    expect(opened.requested).toEqual([TRACK])
    expect(bundled(opened)).toEqual([
      ['One', ['Customer.io', 'Segment.io']],
      ['Two', ['Segment.io']],
      ['Three', ['Customer.io', 'Segment.io']]
    ])
  })

  test('what is removed while its script is on its way makes no call', async () => {
    const opened = await browser.open({ slow: [TRACK] })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      await analytics.deregister('Customer.io')
    })
    expect(await opened.page.evaluate(() => document.getElementById('cio-tracker'))).toBeNull()
    expect(opened.console).toEqual([])
  })

  test.each([{ 'Customer.io': false }, { All: false, 'Segment.io': true, Other: true }])(
    'what analytics.js is started with, %j, keeps it from being loaded',
    async (integrations) => {
      const opened = await browser.open()
      await opened.page.evaluate(
        (given) => window.testing.start({ customerio: { siteId: 'site-1' }, integrations: given }).track('One'),
        integrations as Record<string, boolean>
      )
      expect(await others(opened)).toEqual(['One'])
      expect(opened.requested).toEqual([])
      expect(await opened.page.evaluate(() => typeof window._cio)).toBe('undefined')
      expect(opened.console).toEqual([])
    }
  )

  test('named among what is on while all else is off, it is loaded', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await opened.page.evaluate(() =>
      window.testing
        .start({ customerio: { siteId: 'site-1' }, integrations: { All: false, 'Customer.io': true } })
        .track('One')
    )
    expect(names(await opened.vendorCalls(2)).slice(1)).toEqual(['One'])
    expect(await others(opened)).toEqual([])
  })

  test('an event switches it off for itself', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.track('One', {}, { integrations: { 'Customer.io': false } })
      await analytics.track('Two', {}, { integrations: { All: false } })
      await analytics.track('Three', {}, { integrations: { All: false, 'Customer.io': { option: 1 } } })
      await analytics.track('Four')
    })
    expect(names(await opened.vendorCalls(3)).slice(1)).toEqual(['Three', 'Four'])
    expect(await others(opened)).toEqual(['One', 'Four'])
  })
})
