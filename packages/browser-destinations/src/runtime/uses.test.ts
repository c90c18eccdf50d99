import { describeInChromium } from '../../../../test/chromium'
import { bundleDestination } from '../../bundle/bundle-destination'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { bundled, names } from '../../test/calls'
import { ANALYTICSTRAIN, ANALYTICSTRAIN_JS, P13N, P13N_JS, TRACK, TRACK_JS } from '../../test/vendor-stubs'

describeInChromium('the ways to use a destination', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test.each([
    ['customerio', { siteId: 'site-1' }, TRACK, TRACK_JS, 6],
    ['boomtrain', { apiKey: 'acme' }, ANALYTICSTRAIN, ANALYTICSTRAIN_JS, 6],
    ['boomtrain', { apiKey: 'acme', library: 'p13n' }, P13N, P13N_JS, 6]
  ])("Segment's own runtime makes the same calls of %s %j", async (name, settings, address, script, count) => {
    const calls = async (runtime: 'ours' | "Segment's"): Promise<string> => {
      const opened = await browser.open({ vendors: { [address]: script } })
      await opened.page.evaluate(
        async ([destination, given, chosen]) => {
          const analytics = window.testing.start({ [destination]: given, runtime: chosen })
          await analytics.identify('ada', { email: 'ada@example.com', createdAt: new Date('2024-01-31'), tags: ['a'] })
          await analytics.track('Bought', { at: '2024-01-31', total: 3, nested: { none: null } })
          await analytics.page('Docs', 'Pricing', { url: 'https://shop.example/pricing', id: 'p-1', model: 'm' })
          await analytics.group('acme', { name: 'Acme' })
          await analytics.track('Done')
        },
        [name, settings, runtime] as const
      )
      return JSON.stringify(await opened.vendorCalls(count))
    }
    expect(await calls("Segment's")).toBe(await calls('ours'))
  })

  test('a file for a script tag, which the settings of a source name like any plugin of Segment', async () => {
    const opened = await browser.open({
      vendors: { [TRACK]: TRACK_JS },
      scripts: { '/customerio.js': await bundleDestination('customerio', 'script tag') }
    })
    await opened.page.evaluate(async () => {
      const remotePlugin = {
        name: 'Customer.io',
        creationName: 'Customer.io',
        url: '/customerio.js',
        libraryName: 'customerioDestination',
        settings: { siteId: 'site-1' }
      }
      const segment = { apiKey: 'key', apiHost: `${window.location.host}/v1`, protocol: 'http' }
      const cdnSettings = { integrations: { 'Segment.io': segment }, remotePlugins: [remotePlugin] }
      const analytics = window.testing.AnalyticsBrowser.load({ writeKey: 'key', cdnSettings })
      await analytics.track('One')
      await analytics.track('Two', {}, { integrations: { 'Customer.io': false } })
      await analytics.track('Three')
    })
    expect(names(await opened.vendorCalls(3)).slice(1)).toEqual(['One', 'Three'])
    expect(bundled(opened)[0]).toEqual(['One', ['Customer.io', 'Segment.io']])
  })

  test('the file for a script tag makes plugins by its global function', async () => {
    const opened = await browser.open({
      vendors: { [P13N]: P13N_JS },
      head: '<script src="/boomtrain.js"></script>',
      scripts: { '/boomtrain.js': await bundleDestination('boomtrain', 'script tag') }
    })
    await opened.page.evaluate(async () => {
      const { boomtrainDestination } = window as unknown as Record<string, (settings: object) => never>
      const analytics = window.testing.start({})
      await analytics.register(boomtrainDestination?.({ apiKey: 'acme', library: 'p13n' }) as never)
      await analytics.track('One')
    })
    expect((await opened.vendorCalls(3)).at(-1)).toEqual(['bt', 'track', 'One', {}])
  })
})
