import { TIMESTAMP, tracked } from './shared'
import type { BrazeExample } from './shared'

/** track, page and screen: custom events. */
export const eventExamples: readonly BrazeExample[] = [
  {
    title: 'track records a custom event at the time it happened',
    action: 'trackEvent',
    event: {
      type: 'track',
      userId: 'u-1',
      event: 'Product Viewed',
      timestamp: TIMESTAMP,
      properties: { product_id: 'p-1', price: 19.99, currency: 'EUR', tags: ['new', 'sale'], seen_at: TIMESTAMP }
    },
    expect: tracked({
      events: [
        {
          external_id: 'u-1',
          time: TIMESTAMP,
          name: 'Product Viewed',
          properties: { product_id: 'p-1', price: 19.99, currency: 'EUR', tags: ['new', 'sale'], seen_at: TIMESTAMP }
        }
      ]
    })
  },
  {
    title: 'properties Braze reserves or could not store are left out',
    action: 'trackEvent',
    event: {
      type: 'track',
      userId: 'u-1',
      event: 'Searched',
      timestamp: TIMESTAMP,
      properties: {
        time: 'noon',
        event_name: 'x',
        $price: 1,
        query: 'shoes',
        referrer: null,
        url: `https://www.example.com/?${'q'.repeat(255)}`,
        filters: { size: 42, note: null }
      }
    },
    expect: tracked({
      events: [
        { external_id: 'u-1', time: TIMESTAMP, name: 'Searched', properties: { query: 'shoes', filters: { size: 42 } } }
      ]
    })
  },
  {
    title: 'an event counts for the app of the settings',
    action: 'trackEvent',
    event: { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: '2026-03-04T06:06:07+01:00' },
    settings: { appId: '11ae5b4b-2445-4440-a04f-bf537764c9ad' },
    expect: tracked({
      events: [
        {
          external_id: 'u-1',
          app_id: '11ae5b4b-2445-4440-a04f-bf537764c9ad',
          time: '2026-03-04T05:06:07.000Z',
          name: 'Signed Up'
        }
      ]
    })
  },
  {
    title: 'a user alias identifies an anonymous person where it is mapped',
    action: 'trackEvent',
    mapping: { user_alias: { alias_name: { '@path': '$.anonymousId' }, alias_label: 'segment_id' } },
    event: { type: 'track', anonymousId: 'a-1', event: 'Signed Up', timestamp: TIMESTAMP },
    expect: tracked({
      events: [
        {
          user_alias: { alias_name: 'a-1', alias_label: 'segment_id' },
          time: TIMESTAMP,
          _update_existing_only: false,
          name: 'Signed Up'
        }
      ]
    })
  },
  {
    title: 'a braze_id in the context identifies too',
    action: 'trackEvent',
    event: {
      type: 'track',
      anonymousId: 'a-1',
      event: 'Signed Up',
      timestamp: TIMESTAMP,
      context: { integrations: { Appboy: { braze_id: 'b-1' } }, traits: { email: 'lin@example.com' } }
    },
    expect: tracked({ events: [{ braze_id: 'b-1', time: TIMESTAMP, name: 'Signed Up' }] })
  },
  {
    title: 'an e-mail address comes before a phone',
    action: 'trackEvent',
    event: {
      type: 'track',
      anonymousId: 'a-1',
      event: 'Signed Up',
      timestamp: TIMESTAMP,
      context: { traits: { email: 'lin@example.com', phone: '+351911234567' } }
    },
    expect: tracked({ events: [{ email: 'lin@example.com', time: TIMESTAMP, name: 'Signed Up' }] })
  },
  {
    title: 'a phone identifies who has nothing else',
    action: 'trackEvent',
    event: {
      type: 'track',
      anonymousId: 'a-1',
      event: 'Signed Up',
      timestamp: TIMESTAMP,
      context: { traits: { phone: '+351911234567' } }
    },
    expect: tracked({ events: [{ phone: '+351911234567', time: TIMESTAMP, name: 'Signed Up' }] })
  },
  {
    title: 'an anonymous event is skipped',
    action: 'trackEvent',
    event: { type: 'track', anonymousId: 'a-1', event: 'Signed Up', timestamp: TIMESTAMP },
    expect: { skipped: 'the person is anonymous' }
  },
  {
    title: 'an event without a name is rejected',
    action: 'trackEvent',
    event: { type: 'track', userId: 'u-1', timestamp: TIMESTAMP, properties: {} },
    expect: { rejected: 'Event Name' }
  },
  {
    title: 'an event without a time is rejected',
    action: 'trackEvent',
    event: { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: 'yesterday' },
    expect: { rejected: 'Time is no date and time' }
  },
  {
    title: 'a name longer than Braze takes is rejected',
    action: 'trackEvent',
    event: { type: 'track', userId: 'u-1', event: 'x'.repeat(256), timestamp: TIMESTAMP },
    expect: { rejected: 'longer than the 255 characters' }
  },
  {
    title: 'a page is a custom event by its category and name',
    action: 'trackPageView',
    event: {
      type: 'page',
      userId: 'u-1',
      category: 'Docs',
      name: 'Pricing',
      timestamp: TIMESTAMP,
      properties: { path: '/pricing' }
    },
    expect: tracked({
      events: [
        {
          external_id: 'u-1',
          time: TIMESTAMP,
          name: 'Viewed Docs Pricing Page',
          properties: { name: 'Pricing', category: 'Docs', path: '/pricing' }
        }
      ]
    })
  },
  {
    title: 'a page without a name was loaded',
    action: 'trackPageView',
    event: { type: 'page', userId: 'u-1', timestamp: TIMESTAMP },
    expect: tracked({ events: [{ external_id: 'u-1', time: TIMESTAMP, name: 'Loaded a Page' }] })
  },
  {
    title: 'a screen is a custom event by its name',
    action: 'trackScreenView',
    event: { type: 'screen', userId: 'u-1', name: 'Checkout', timestamp: TIMESTAMP },
    expect: tracked({
      events: [
        { external_id: 'u-1', time: TIMESTAMP, name: 'Viewed Checkout Screen', properties: { name: 'Checkout' } }
      ]
    })
  }
]
