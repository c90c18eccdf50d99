import { describeInChromium } from '../../../../test/chromium'
import { openBrowser } from '../../test/browser'
import type { TestBrowser } from '../../test/browser'
import { ANALYTICSTRAIN, ANALYTICSTRAIN_JS, P13N, P13N_JS } from '../../test/vendor-stubs'

const OG_TYPE = '<meta property="og:title" content="Shop"><meta property="og:type" content="article">'

const pageProperties = (url: string) => ({ path: '/', referrer: '', search: '', title: 'Shop', url })

describeInChromium('Boomtrain in the browser', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('every kind of call reaches the library up to version 4, after the page view it reports by itself', async () => {
    const { page, requested, vendorCalls, console } = await browser.open({
      vendors: { [ANALYTICSTRAIN]: ANALYTICSTRAIN_JS },
      head: OG_TYPE
    })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ boomtrain: { apiKey: 'acme' } })
      await analytics.identify('ada', {
        createdAt: new Date('2024-01-31T10:00:00.999Z'),
        renewed: '2024-02-29',
        signed_up_at: new Date('2024-01-31'),
        firstName: 'Ada',
        birthday: new Date('1815-12-10')
      })
      await analytics.track('Liked', { score: 3, at: new Date('2024-01-31'), on: '2024-01-31' })
      await analytics.page('Docs', 'Pricing', {
        url: 'https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/'
      })
      await analytics.page({ id: 'p-1', model: 'product' })
      await analytics.group('acme', { name: 'Acme' })
      await analytics.track('Done')
    })
    expect(await vendorCalls(7)).toEqual([
      ['loaded', { src: ANALYTICSTRAIN }],
      ['track', 'viewed', { auto: true }],
      [
        'person.set',
        {
          id: 'ada',
          user_id: 'ada',
          created_at: 1706695200,
          renewed: 1709164800,
          signed_up_at: '2024-01-31T00:00:00.000Z',
          firstName: 'Ada',
          birthday: -4861728000
        }
      ],
      ['track', 'Liked', { score: 3, at: new Date('2024-01-31'), on: '2024-01-31' }],
      [
        'track',
        'viewed',
        {
          ...pageProperties('https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/'),
          name: 'Pricing',
          category: 'Docs',
          model: 'article',
          id: '602265785760ac3ae5c2bb6909172b2c'
        }
      ],
      ['track', 'viewed', { ...pageProperties(page.url()), id: 'p-1', model: 'product' }],
      ['track', 'Done', {}]
    ])
    expect(requested).toEqual([ANALYTICSTRAIN])
    expect(console).toEqual([])
  })

  test('every kind of call reaches p13n.js in its own form', async () => {
    const { page, requested, vendorCalls, console } = await browser.open({
      vendors: { [P13N]: P13N_JS },
      head: OG_TYPE
    })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ boomtrain: { apiKey: 'acme', library: 'p13n' } })
      await analytics.identify('ada', {
        email: 'ada@example.com',
        createdAt: '2024-01-31',
        signed_up_at: '2024-01-31T10:00:00Z'
      })
      await analytics.track('Liked', { score: 3 })
      await analytics.track('Done')
      await analytics.page({ url: 'https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/' })
    })
    expect(await vendorCalls(6)).toEqual([
      ['loaded', { src: P13N }],
      ['bt', 'track', 'viewed', { auto: true }],
      [
        'bt',
        'updateUser',
        { user_id: 'ada', email: 'ada@example.com', created_at: 1706659200, signed_up_at: '2024-01-31T10:00:00.000Z' }
      ],
      ['bt', 'track', 'Liked', { score: 3 }],
      ['bt', 'track', 'Done', {}],
      [
        'bt',
        'track',
        'viewed',
        {
          ...pageProperties('https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/'),
          model: 'article',
          resourceType: 'article',
          id: '602265785760ac3ae5c2bb6909172b2c'
        }
      ]
    ])
    expect(requested).toEqual([P13N])
    expect(console).toEqual([])
  })

  test.each([
    ['by the queue', 'window._bt = { push: (args) => record(args) }'],
    ['by how the queue is pushed', 'window._bt.push = (args) => record(args)']
  ])('a p13n.js that takes over %s is found, too', async (_how, takeOver) => {
    const script = `{ const record = (args) => (window.vendorCalls ??= []).push(['bt', ...args]); ${takeOver} }`
    const { page, vendorCalls } = await browser.open({ vendors: { [P13N]: script } })
    await page.evaluate(() => window.testing.start({ boomtrain: { apiKey: 'acme', library: 'p13n' } }).track('Liked'))
    expect(await vendorCalls(1)).toEqual([['bt', 'track', 'Liked', {}]])
  })

  test('a page without og:type has no model', async () => {
    const { page, vendorCalls } = await browser.open({ vendors: { [P13N]: P13N_JS } })
    await page.evaluate(() =>
      window.testing.start({ boomtrain: { apiKey: 'acme', library: 'p13n' } }).page({ id: 'p-1' })
    )
    expect((await vendorCalls(3)).at(-1)).toEqual([
      'bt',
      'track',
      'viewed',
      { ...pageProperties(page.url()), id: 'p-1' }
    ])
  })

  test('an e-mail address that is the userId is the e-mail too', async () => {
    const { page, vendorCalls } = await browser.open({ vendors: { [ANALYTICSTRAIN]: ANALYTICSTRAIN_JS } })
    await page.evaluate(() => window.testing.start({ boomtrain: { apiKey: 'acme' } }).identify('ada@example.com'))
    expect((await vendorCalls(3)).at(-1)).toEqual([
      'person.set',
      { id: 'ada@example.com', user_id: 'ada@example.com', email: 'ada@example.com' }
    ])
  })

  test('identify needs a userId, and says so once', async () => {
    const { page, vendorCalls, console } = await browser.open({ vendors: { [ANALYTICSTRAIN]: ANALYTICSTRAIN_JS } })
    await page.evaluate(async () => {
      const analytics = window.testing.start({ boomtrain: { apiKey: 'acme' } })
      await analytics.identify({ plan: 'pro' })
      await analytics.identify({ plan: 'free' })
      await analytics.track('Searched')
    })
    expect((await vendorCalls(3)).slice(2)).toEqual([['track', 'Searched', {}]])
    expect(console).toEqual([
      'Boomtrain: identify needs a userId; without one nothing is saved. Call analytics.identify(userId, traits).'
    ])
  })

  test('the App ID cannot change the address of the script', async () => {
    const address = 'https://cdn.boomtrain.com/p13n/..%2Fevil%3F/p13n.min.js'
    const { page, requested, vendorCalls } = await browser.open({ vendors: { [address]: P13N_JS } })
    await page.evaluate(() =>
      window.testing.start({ boomtrain: { apiKey: '../evil?', library: 'p13n' } }).track('Searched')
    )
    await vendorCalls(3)
    expect(requested).toEqual([address])
  })
})
