import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { names, others } from '../../test/calls'
import { TRACK, TRACK_JS } from '../../test/vendor-stubs'

/** The least that docs/device-mode.md asks for. */
const policyOf = (scripts: string): Readonly<Record<string, string>> => ({
  'content-security-policy': `default-src 'none'; connect-src 'self'; script-src ${scripts}`
})

describeInChromium('a Content-Security-Policy', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('that names the host lets it load', async () => {
    const opened = await browser.open({
      vendors: { [TRACK]: TRACK_JS },
      headers: policyOf("'self' https://assets.customer.io")
    })
    await opened.page.evaluate(() =>
      window.testing.start({ customerio: { siteId: 'site-1' } }).identify('ada@example.com')
    )
    expect(names(await opened.vendorCalls(2)).slice(1)).toEqual([{ id: 'ada@example.com', email: 'ada@example.com' }])
    expect(opened.console).toEqual([])
  })

  test('that names a nonce lets it load with the nonce', async () => {
    const opened = await browser.open({
      vendors: { [TRACK]: TRACK_JS },
      headers: policyOf("'self' 'nonce-c2VjcmV0'")
    })
    await opened.page.evaluate(() =>
      window.testing.start({ customerio: { siteId: 'site-1', nonce: 'c2VjcmV0' } }).identify('ada@example.com')
    )
    expect(await opened.vendorCalls(2)).toHaveLength(2)
    expect(opened.console).toEqual([])
  })

  test('that does not is said, and breaks nothing', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS }, headers: policyOf("'self'") })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      await analytics.ready(() => undefined)
    })
    expect(await others(opened)).toEqual(['identify'])
    expect(opened.requested).toEqual([])
    expect(opened.console.filter((line) => line.startsWith('Customer.io:'))).toEqual([
      expect.stringContaining('could not be loaded')
    ])
  })
})
