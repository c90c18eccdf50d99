import type { SegmentEvent } from '@waybill/kit'
import type { SampleEvent } from './contract'

const TIMESTAMP = '2026-03-04T05:06:07.890Z'

/** What analytics.js adds to every event of a web page. */
const WEB: SegmentEvent['context'] = {
  ip: '203.0.113.7',
  locale: 'en-GB',
  timezone: 'Europe/Lisbon',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  page: {
    url: 'https://shop.example.com/games/monopoly?ref=mail',
    path: '/games/monopoly',
    search: '?ref=mail',
    title: 'Monopoly: 3rd Edition',
    referrer: 'https://mail.example.com/'
  },
  campaign: { name: 'spring', source: 'newsletter', medium: 'email' },
  library: { name: 'analytics.js', version: '2.1.0' }
}

/** What the mobile libraries add. */
const MOBILE: SegmentEvent['context'] = {
  locale: 'pt-PT',
  timezone: 'Europe/Lisbon',
  app: { name: 'Games', version: '4.2.0', build: '420', namespace: 'com.example.games' },
  device: {
    id: '6b1f7b6e-0c3f-4d55-9c7e-6a0e5f0f2b11',
    type: 'ios',
    manufacturer: 'Apple',
    model: 'iPhone15,2',
    token: 'ff15bc0c20c4aa6cd50854ff165fd265c838e5405bfeb9571066395b8c9da449'
  },
  os: { name: 'iOS', version: '18.3' },
  network: { wifi: true, cellular: false, carrier: 'Example Mobile' }
}

const monopoly = {
  product_id: '507f1f77bcf86cd799439011',
  sku: 'G-32',
  name: 'Monopoly: 3rd Edition',
  brand: 'Hasbro',
  category: 'Games',
  variant: 'Classic',
  price: 19.95,
  quantity: 1,
  currency: 'EUR',
  url: 'https://shop.example.com/games/monopoly',
  image_url: 'https://shop.example.com/images/monopoly.jpg'
}

const uno = {
  product_id: '505bd76785ebb509fc183733',
  sku: 'G-46',
  name: 'Uno Card Game',
  category: 'Games',
  price: 3.5,
  quantity: 2
}

const order = {
  order_id: '50314b8e9bcf000000000000',
  checkout_id: 'fksdjfsdjfisjf9sdfjsd9f',
  affiliation: 'Web Shop',
  total: 31.45,
  subtotal: 26.95,
  revenue: 26.95,
  shipping: 3,
  tax: 1.5,
  discount: 2.5,
  coupon: 'SPRING',
  currency: 'EUR',
  products: [monopoly, uno]
}

const DOCS = 'https://segment.com/docs'

type Content = Omit<SegmentEvent, 'messageId' | 'timestamp'> & Pick<SegmentEvent, 'type'>

const sample = (title: string, docs: string, event: Content): SampleEvent => ({
  title,
  docs: `${DOCS}${docs}`,
  event: { messageId: `sample: ${title}`, timestamp: TIMESTAMP, context: WEB, ...event }
})

const track = (name: string, docs: string, properties: Readonly<Record<string, unknown>>): SampleEvent =>
  sample(`track: ${name}`, docs, { type: 'track', event: name, userId: 'u-1', anonymousId: 'a-1', properties })

const onMobile = ({ event, ...rest }: SampleEvent): SampleEvent => ({ ...rest, event: { ...event, context: MOBILE } })

/** One of each call of Segment's spec, then the better known events of its other specs. The people are made up. */
export const sampleEvents: readonly SampleEvent[] = [
  sample('identify', '/connections/spec/identify/', {
    type: 'identify',
    userId: 'u-1',
    anonymousId: 'a-1',
    traits: {
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      phone: '+351210000000',
      createdAt: '2020-01-01T00:00:00Z',
      birthday: '1990-05-17',
      plan: 'pro',
      logins: 7,
      newsletter: true,
      address: { street: 'Rua Augusta 1', city: 'Lisbon', postalCode: '1100-048', country: 'Portugal' },
      company: { id: 'c-1', name: 'Example Games', employees: 42 }
    }
  }),
  track('Signed Up', '/connections/spec/b2b-saas/', { plan: 'pro', source: 'invitation' }),
  sample('page', '/connections/spec/page/', {
    type: 'page',
    userId: 'u-1',
    anonymousId: 'a-1',
    category: 'Games',
    name: 'Product',
    properties: {
      url: 'https://shop.example.com/games/monopoly?ref=mail',
      path: '/games/monopoly',
      search: '?ref=mail',
      title: 'Monopoly: 3rd Edition',
      referrer: 'https://mail.example.com/'
    }
  }),
  sample('screen', '/connections/spec/screen/', {
    type: 'screen',
    userId: 'u-1',
    anonymousId: 'a-1',
    name: 'Product',
    properties: { variation: 'blue', product_id: monopoly.product_id },
    context: MOBILE
  }),
  sample('group', '/connections/spec/group/', {
    type: 'group',
    userId: 'u-1',
    groupId: 'c-1',
    traits: {
      name: 'Example Games',
      industry: 'Games',
      employees: 42,
      plan: 'enterprise',
      website: 'https://example.com'
    }
  }),
  sample('alias', '/connections/spec/alias/', { type: 'alias', previousId: 'a-1', userId: 'u-1' }),
  sample('delete: a deletion request', '/privacy/user-deletion-and-suppression/', { type: 'delete', userId: 'u-1' }),
  sample('track without a user', '/connections/spec/track/', {
    type: 'track',
    event: 'Signed Up',
    anonymousId: 'a-1',
    properties: { plan: 'pro' }
  }),
  track('Products Searched', '/connections/spec/ecommerce/v2/#products-searched', { query: 'board games' }),
  track('Product List Viewed', '/connections/spec/ecommerce/v2/#product-list-viewed', {
    list_id: 'games',
    category: 'Games',
    products: [monopoly, uno]
  }),
  track('Product Viewed', '/connections/spec/ecommerce/v2/#product-viewed', monopoly),
  track('Product Added', '/connections/spec/ecommerce/v2/#product-added', { cart_id: 'cart-1', ...monopoly }),
  track('Checkout Started', '/connections/spec/ecommerce/v2/#checkout-started', order),
  track('Order Completed', '/connections/spec/ecommerce/v2/#order-completed', order),
  track('Order Refunded', '/connections/spec/ecommerce/v2/#order-refunded', {
    order_id: order.order_id,
    total: order.total,
    currency: order.currency,
    products: [uno]
  }),
  onMobile(
    track('Application Installed', '/connections/spec/mobile/#application-installed', {
      version: '4.2.0',
      build: '420'
    })
  ),
  onMobile(
    track('Application Opened', '/connections/spec/mobile/#application-opened', {
      from_background: false,
      version: '4.2.0'
    })
  ),
  track('Trial Started', '/connections/spec/b2b-saas/#trial-started', {
    trial_start_date: '2026-03-04T00:00:00Z',
    trial_end_date: '2026-04-03T00:00:00Z',
    trial_plan_name: 'Enterprise'
  })
]
