import { destinations } from '@waybill/destinations'
import { checkEvent, compileDestination } from '@waybill/kit'
import { describeInChromium } from '../../../test/chromium'
import { openBrowser } from '../test/browser'
import type { TestBrowser, TestPage } from '../test/browser'
import { TRACK, TRACK_JS } from '../test/vendor-stubs'

const SETTINGS = {
  customerio: { siteId: 'site-1', apiKey: '91837a6c9e8b49d0ef71' },
  boomtrain: { apiKey: 'acme', accessToken: 'token' }
}

/** What a server that has the destination in cloud mode makes of each event that the page sent it. */
function inCloudMode(slug: keyof typeof SETTINGS, { received }: TestPage): readonly unknown[] {
  const destination = destinations[slug]
  if (destination === undefined) throw new Error(`There is no destination "${slug}".`)
  const compiled = compileDestination(destination, { settings: SETTINGS[slug] })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return received.flatMap((sent) => {
    const checked = checkEvent(sent)
    if (!checked.ok) throw new Error(checked.reason)
    return compiled.plan
      .plan(checked.event)
      .map((made) => [sent['event'], made.kind === 'items' ? 'sent' : made.reason])
  })
}

const skipped = (name: string): string =>
  `the page has sent it to ${name} itself (device mode), as event._metadata says`

describeInChromium('device mode and cloud mode together', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('send each event once: what the page has sent, the server leaves alone, and nothing else', async () => {
    const opened = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await opened.page.evaluate(async () => {
      const analytics = window.testing.start({})
      await analytics.identify('ada@example.com')
      await analytics.track('Before')
      await analytics.register(window.testing.makePlugin('customerio', { siteId: 'site-1' }))
      await analytics.track('During')
      await analytics.track('Off', {}, { integrations: { 'Customer.io': false } })
      await analytics.deregister('Customer.io')
      await analytics.track('After')
    })
    expect(await opened.vendorCalls(2)).toEqual([
      ['loaded', expect.anything()],
      ['track', 'During', {}]
    ])
    expect(inCloudMode('customerio', opened).slice(1)).toEqual([
      ['Before', 'sent'],
      ['During', skipped('Customer.io')],
      ['Off', 'Customer.io is switched off in event.integrations'],
      ['After', 'sent']
    ])
    expect(inCloudMode('boomtrain', opened).slice(1)).toEqual([
      ['Before', 'sent'],
      ['During', 'sent'],
      ['Off', 'sent'],
      ['After', 'sent']
    ])
  })
})
