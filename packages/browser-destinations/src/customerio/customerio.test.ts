import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { TRACK, TRACK_EU, TRACK_JS } from '../../test/vendor-stubs'

describeInChromium('Customer.io in the browser', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('every kind of call reaches the library, in order, with what it is documented to take', async () => {
    const { page, requested, vendorCalls, console } = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada', {
        email: 'ada@example.com',
        createdAt: new Date('2024-01-31T10:00:00.999Z'),
        renewed: '2024-02-29',
        visits: ['2024-01-31T10:00:00+02:00', 'soon'],
        team: { id: '2024-01-31', since: new Date('2020-01-01') },
        birthday: new Date('1815-12-10'),
        unsubscribed: true
      })
      await analytics.track('Order Completed', { total: 12.5, shipped_at: '2024-01-31 10:00', order_id: '2024-01-31' })
      await analytics.page('Docs', 'Pricing', { published: new Date('2024-01-31') })
      await analytics.page({ path: '/bare' })
      await analytics.group('acme', { name: 'Acme', createdAt: '2024-01-31', seats: 3 })
      await analytics.track('Done')
    })
    expect(await vendorCalls(7)).toEqual([
      ['loaded', { src: TRACK, id: 'cio-tracker', siteId: 'site-1', useArrayParams: 'true', autoTrackPage: 'false' }],
      [
        'identify',
        {
          id: 'ada',
          email: 'ada@example.com',
          created_at: 1706695200,
          renewed: 1709164800,
          visits: [1706688000, 'soon'],
          team: { id: '2024-01-31', since: 1577836800 },
          birthday: '1815-12-10T00:00:00.000Z',
          unsubscribed: true
        }
      ],
      ['track', 'Order Completed', { total: 12.5, shipped_at: 1706695200, order_id: '2024-01-31' }],
      [
        'page',
        'Pricing',
        {
          name: 'Pricing',
          category: 'Docs',
          published: 1706659200,
          path: '/',
          referrer: '',
          search: '',
          title: 'Shop',
          url: page.url()
        }
      ],
      ['page', page.url(), { path: '/bare', referrer: '', search: '', title: 'Shop', url: page.url() }],
      [
        'identify',
        { id: 'ada', 'Group id': 'acme', 'Group name': 'Acme', 'Group createdAt': 1706659200, 'Group seats': 3 }
      ],
      ['track', 'Done', {}]
    ])
    expect(requested).toEqual([TRACK])
    expect(console).toEqual([])
  })

  test('an account in the EU gets the script of the EU', async () => {
    const { page, vendorCalls, requested } = await browser.open({ vendors: { [TRACK_EU]: TRACK_JS } })
    await page.evaluate(() =>
      window.testing.start({ customerio: { siteId: 'site-1', datacenter: 'eu' } }).track('Signed Up')
    )
    expect(await vendorCalls(2)).toMatchObject([
      ['loaded', { src: TRACK_EU }],
      ['track', 'Signed Up', {}]
    ])
    expect(requested).toEqual([TRACK_EU])
  })

  test('an e-mail address that is the userId is the e-mail too, and a trait wins over it', async () => {
    const { page, vendorCalls, console } = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.identify('ada@example.com')
      await analytics.identify('ada@example.com', { email: 'other@example.com', created: 1706659200 })
    })
    expect((await vendorCalls(3)).slice(1)).toEqual([
      ['identify', { id: 'ada@example.com', email: 'ada@example.com' }],
      ['identify', { id: 'ada@example.com', email: 'other@example.com', created_at: 1706659200 }]
    ])
    expect(console).toEqual([])
  })

  test('that people need a userId and an e-mail is explained once, and events of the anonymous go on', async () => {
    const { page, vendorCalls, console } = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ customerio: { siteId: 'site-1' } })
      await analytics.page()
      await analytics.identify({ plan: 'pro' })
      await analytics.group('acme')
      await analytics.track('Searched')
      await analytics.identify('ada', { plan: 'pro' })
      await analytics.track('Signed Up')
    })
    const calls = await vendorCalls(5)
    expect(calls.map((call) => (call as readonly unknown[]).slice(0, 2))).toEqual([
      ['loaded', expect.anything()],
      ['page', page.url()],
      ['track', 'Searched'],
      ['identify', { id: 'ada', plan: 'pro' }],
      ['track', 'Signed Up']
    ])
    expect(console).toEqual([
      'Customer.io: the visitor must be identified with both a userId and an email before events from the browser appear ' +
        'under a person. Call analytics.identify(userId, { email }); the email address may also be the userId.'
    ])
  })

  test('who was identified on an earlier page needs no explanation', async () => {
    const { page, vendorCalls, console } = await browser.open({ vendors: { [TRACK]: TRACK_JS } })
    await page.evaluate(() =>
      window.testing.start({ customerio: { siteId: 'site-1' } }).identify('ada', { email: 'ada@example.com' })
    )
    await page.reload()
    await page.evaluate(() => window.testing.start({ customerio: { siteId: 'site-1' } }).track('Came Back'))
    expect((await vendorCalls(2)).slice(1)).toEqual([['track', 'Came Back', {}]])
    expect(console).toEqual([])
  })
})
