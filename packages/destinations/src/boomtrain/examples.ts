import { defineExamples } from '@waybill/kit'
import { boomtrain } from '.'

const TIMESTAMP = '2026-03-04T05:06:07.890Z'
const PAGE_URL = 'https://marketingreads.com/deloitte-digital-buys-creative-agency-heat/'
const PAGE_MD5 = '602265785760ac3ae5c2bb6909172b2c'

const person = (id: string, attributes: object, host = 'https://people.api.boomtrain.com/v1') => ({
  requests: [
    {
      method: 'PUT' as const,
      url: `${host}/person/sandbox-site/user_id/${id}`,
      json: { attributes }
    }
  ]
})

const event = (json: object, host = 'https://events.api.boomtrain.com') => ({
  requests: [{ method: 'POST' as const, url: `${host}/event/sandbox-site`, json: { site_id: 'sandbox-site', ...json } }]
})

/** What `npm test` proves, the tester offers and the README shows. */
export const examples = defineExamples(boomtrain, {
  settings: { apiKey: 'sandbox-site', accessToken: 'sandbox0boomtrain0token' },
  examples: [
    {
      title: 'identify saves the traits of a person, dates as unix seconds',
      action: 'createUpdatePerson',
      event: {
        type: 'identify',
        userId: 'u-1',
        timestamp: TIMESTAMP,
        traits: {
          id: 'u-1',
          email: 'ada@example.com',
          first_name: 'Ada',
          createdAt: '2020-01-01',
          birthday: '1990-05-17',
          visits: ['2026-01-02T03:04:05Z', 'never'],
          address: { city: 'Porto', since: '2021-06-01T00:00:00+02:00' },
          logins: 7
        }
      },
      expect: person('u-1', {
        first_name: 'Ada',
        birthday: 642902400,
        visits: [1767323045, 'never'],
        address: { city: 'Porto', since: 1622498400 },
        logins: 7,
        email: 'ada@example.com',
        created_at: 1577836800
      })
    },
    {
      title: 'a user ID that is an e-mail address is the e-mail too',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'jacob@example.com', traits: {} },
      expect: person('jacob%40example.com', { email: 'jacob@example.com' })
    },
    {
      title: 'an e-mail among the traits comes before the user ID',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'old@example.com', traits: { email: 'new@example.com' } },
      expect: person('old%40example.com', { email: 'new@example.com' })
    },
    {
      title: 'a user ID with an @ in it is not an e-mail address for that',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'ada@home', traits: { plan: 'pro' } },
      expect: person('ada%40home', { plan: 'pro' })
    },
    {
      title: 'a user ID keeps its characters in the URL',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'a/b?c#d 100%', traits: { plan: 'pro' } },
      expect: person('a%2Fb%3Fc%23d%20100%25', { plan: 'pro' })
    },
    {
      title: 'null clears an attribute, in Boomtrain’s way',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'u-1', traits: { plan: null, city: '' } },
      expect: person('u-1', { plan: '', city: '' })
    },
    {
      title: 'the time of signing up stays ISO 8601, as Boomtrain documents it',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'u-1', traits: { signed_up_at: '2016-07-01T22:32:24Z' } },
      expect: person('u-1', { signed_up_at: '2016-07-01T22:32:24Z' })
    },
    {
      title: 'a creation date that cannot be read does not cost the person',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'u-1', traits: { createdAt: 'last year', email: 'none', plan: 'pro' } },
      expect: person('u-1', { plan: 'pro' })
    },
    {
      title: 'dates can stay as they are',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'u-1', traits: { birthday: '1990-05-17' } },
      mapping: { convert_dates: false },
      expect: person('u-1', { birthday: '1990-05-17' })
    },
    {
      title: 'identify without a user ID is rejected',
      action: 'createUpdatePerson',
      event: { type: 'identify', anonymousId: 'a-1', traits: { email: 'lin@example.com' } },
      expect: { rejected: 'User ID' }
    },
    {
      title: 'a user ID that no URL can hold is rejected',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: '..', traits: { plan: 'pro' } },
      expect: { rejected: 'only dots' }
    },
    {
      title: 'track records an event with its name and properties',
      action: 'trackEvent',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'Order Completed',
        timestamp: TIMESTAMP,
        context: { traits: { email: 'ada@example.com' } },
        properties: { order_id: 'o-7', total: 49.9, paid_at: '2026-03-04', products: [{ sku: 'A', price: 49.9 }] }
      },
      expect: event({
        user_id: 'u-1',
        email: 'ada@example.com',
        event_type: 'Order Completed',
        timestamp: TIMESTAMP,
        properties: { order_id: 'o-7', total: 49.9, paid_at: '2026-03-04', products: [{ sku: 'A', price: 49.9 }] }
      })
    },
    {
      title: 'an event about a piece of content names it',
      action: 'trackEvent',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'liked',
        timestamp: TIMESTAMP,
        properties: { resource_type: 'article', resource_id: 42, score: 5 }
      },
      expect: event({
        user_id: 'u-1',
        event_type: 'liked',
        resource_type: 'article',
        resource_id: '42',
        timestamp: TIMESTAMP,
        properties: { resource_type: 'article', resource_id: 42, score: 5 }
      })
    },
    {
      title: 'a visitor known by Boomtrain’s own ID',
      action: 'trackEvent',
      event: {
        type: 'track',
        anonymousId: 'a-1',
        event: 'Signed Up',
        timestamp: '2026-03-04T06:06:07.890+01:00',
        integrations: { Boomtrain: { bsin: 'GwMAAA==' } }
      },
      expect: event({ bsin: 'GwMAAA==', event_type: 'Signed Up', timestamp: TIMESTAMP })
    },
    {
      title: 'a time that cannot be read does not cost the event',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: 'yesterday', properties: {} },
      expect: event({ user_id: 'u-1', event_type: 'Signed Up', properties: {} })
    },
    {
      title: 'an event of an anonymous visitor has no one to go to',
      action: 'trackEvent',
      event: { type: 'track', anonymousId: 'a-1', event: 'Signed Up', timestamp: TIMESTAMP },
      expect: { skipped: 'anonymous visitors' }
    },
    {
      title: 'an event without a name is rejected',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', properties: {} },
      expect: { rejected: 'Event Name' }
    },
    {
      title: 'a page without an ID is known by its URL, as Boomtrain’s library knows it',
      action: 'trackPageView',
      event: {
        type: 'page',
        userId: 'u-1',
        name: 'Agencies',
        timestamp: TIMESTAMP,
        properties: { url: PAGE_URL, title: 'Deloitte Digital buys Heat', path: '/', referrer: '', search: '' }
      },
      expect: event({
        user_id: 'u-1',
        event_type: 'viewed',
        resource_id: PAGE_MD5,
        timestamp: TIMESTAMP,
        properties: {
          url: PAGE_URL,
          title: 'Deloitte Digital buys Heat',
          path: '/',
          referrer: '',
          search: '',
          id: PAGE_MD5,
          name: 'Agencies'
        }
      })
    },
    {
      title: 'a page with an ID and a model keeps both',
      action: 'trackPageView',
      event: {
        type: 'page',
        userId: 'u-1',
        timestamp: TIMESTAMP,
        properties: { id: 'post-7', model: 'post', url: 'https://www.example.com/7' }
      },
      expect: event({
        user_id: 'u-1',
        event_type: 'viewed',
        resource_type: 'post',
        resource_id: 'post-7',
        timestamp: TIMESTAMP,
        properties: { id: 'post-7', model: 'post', url: 'https://www.example.com/7' }
      })
    },
    {
      title: 'a page may get its model and name from elsewhere',
      action: 'trackPageView',
      event: { type: 'page', userId: 'u-1', timestamp: TIMESTAMP, properties: { id: 'post-7', kind: 'post' } },
      mapping: { model: { '@path': '$.properties.kind' }, name: 'Blog' },
      expect: event({
        user_id: 'u-1',
        event_type: 'viewed',
        resource_type: 'post',
        resource_id: 'post-7',
        timestamp: TIMESTAMP,
        properties: { id: 'post-7', kind: 'post', model: 'post', name: 'Blog' }
      })
    },
    {
      title: 'the URL of the context is as good',
      action: 'trackPageView',
      event: { type: 'page', userId: 'u-1', timestamp: TIMESTAMP, context: { page: { url: PAGE_URL } } },
      expect: event({
        user_id: 'u-1',
        event_type: 'viewed',
        resource_id: PAGE_MD5,
        timestamp: TIMESTAMP,
        properties: { id: PAGE_MD5, url: PAGE_URL }
      })
    },
    {
      title: 'a page without an ID and a URL is rejected',
      action: 'trackPageView',
      event: { type: 'page', userId: 'u-1', name: 'Pricing', properties: {} },
      expect: { rejected: 'Page ID or a Page URL' }
    },
    {
      title: 'people who live elsewhere are reached there',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'u-1', traits: { plan: 'pro' } },
      settings: { peopleEndpoint: 'https://boomtrain-proxy.example.com/people/v2' },
      expect: person('u-1', { plan: 'pro' }, 'https://boomtrain-proxy.example.com/people/v2')
    },
    {
      title: 'events that live elsewhere are recorded there',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: TIMESTAMP },
      settings: { eventsEndpoint: 'https://boomtrain-proxy.example.com/events' },
      expect: event(
        { user_id: 'u-1', event_type: 'Signed Up', timestamp: TIMESTAMP },
        'https://boomtrain-proxy.example.com/events'
      )
    }
  ]
})
