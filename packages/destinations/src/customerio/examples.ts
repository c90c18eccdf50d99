import { defineExamples } from '@waybill/kit'
import { customerio } from '.'

const TIMESTAMP = '2026-03-04T05:06:07.890Z'
const SECONDS = 1772600767

const entity = (json: object, host = 'https://track.customer.io') => ({
  requests: [{ method: 'POST' as const, url: `${host}/api/v2/entity`, json }]
})

/** What `npm test` proves, the tester offers and the README shows. */
export const examples = defineExamples(customerio, {
  settings: { siteId: 'sandbox0site0id00001', apiKey: 'sandbox0api0key00001', region: 'us' },
  examples: [
    {
      title: 'identify saves the traits of a person',
      action: 'createUpdatePerson',
      event: {
        type: 'identify',
        userId: 'u-1',
        anonymousId: '5f0b4a3c-7c1e-4b1a-9f5e-2d8e6c0a1b2c',
        timestamp: TIMESTAMP,
        traits: {
          id: 'u-1',
          email: 'ada@example.com',
          firstName: 'Ada',
          createdAt: '2020-01-01',
          birthday: '1990-05-17',
          visits: ['2026-01-02T03:04:05Z', 'never'],
          address: { city: 'Porto', since: '2021-06-01T00:00:00+02:00' },
          plan: null
        }
      },
      expect: entity({
        type: 'person',
        action: 'identify',
        identifiers: { id: 'u-1' },
        timestamp: SECONDS,
        attributes: {
          firstName: 'Ada',
          birthday: 642902400,
          visits: [1767323045, 'never'],
          address: { city: 'Porto', since: 1622498400 },
          plan: null,
          email: 'ada@example.com',
          anonymous_id: '5f0b4a3c-7c1e-4b1a-9f5e-2d8e6c0a1b2c',
          created_at: 1577836800
        }
      })
    },
    {
      title: 'an e-mail as userId identifies by e-mail',
      action: 'createUpdatePerson',
      event: { type: 'identify', userId: 'grace@example.com', timestamp: TIMESTAMP, traits: { plan: 'pro' } },
      expect: entity({
        type: 'person',
        action: 'identify',
        identifiers: { email: 'grace@example.com' },
        timestamp: SECONDS,
        attributes: { plan: 'pro' }
      })
    },
    {
      title: 'a person without userId is identified by the e-mail among the traits',
      action: 'createUpdatePerson',
      event: { type: 'identify', anonymousId: 'a-1', timestamp: TIMESTAMP, traits: { email: 'lin@example.com' } },
      expect: entity({
        type: 'person',
        action: 'identify',
        identifiers: { email: 'lin@example.com' },
        timestamp: SECONDS,
        attributes: { email: 'lin@example.com', anonymous_id: 'a-1' }
      })
    },
    {
      title: 'unsubscribed in any case of true unsubscribes',
      action: 'createUpdatePerson',
      event: {
        type: 'identify',
        userId: 'dswkg5w',
        timestamp: TIMESTAMP,
        traits: { email: 'testing-dswkg5w@example.com', unsubscribed: 'tRUe' }
      },
      expect: entity({
        type: 'person',
        action: 'identify',
        identifiers: { id: 'dswkg5w' },
        timestamp: SECONDS,
        attributes: { email: 'testing-dswkg5w@example.com', unsubscribed: true }
      })
    },
    {
      title: 'an Engage audience is an attribute',
      action: 'createUpdatePerson',
      event: {
        type: 'identify',
        userId: 'u-1',
        timestamp: TIMESTAMP,
        traits: { order_completed_last_30days: true },
        context: { personas: { computation_class: 'audience', computation_key: 'order_completed_last_30days' } },
        integrations: { All: false, 'Customer.io': true }
      },
      expect: entity({
        type: 'person',
        action: 'identify',
        identifiers: { id: 'u-1' },
        timestamp: SECONDS,
        attributes: { order_completed_last_30days: true }
      })
    },
    {
      title: 'identify of an anonymous person has no profile to go to',
      action: 'createUpdatePerson',
      event: { type: 'identify', anonymousId: 'a-2', traits: { plan: 'pro' } },
      expect: { skipped: 'keeps no profile of an anonymous person' }
    },
    {
      title: 'identify without any identifier is rejected',
      action: 'createUpdatePerson',
      event: { type: 'identify', traits: { plan: 'pro' } },
      expect: { rejected: 'no one to send this for' }
    },
    {
      title: 'track records an event with a name, data and an id that deduplicates',
      action: 'trackEvent',
      event: {
        type: 'track',
        messageId: 'ajs-next-1',
        userId: 'u-1',
        event: 'Order Completed',
        timestamp: TIMESTAMP,
        properties: {
          order_id: '2026-03-04',
          total: 49.9,
          paid_at: '2026-03-04T05:06:00Z',
          products: [{ sku: 'A', price: 49.9 }]
        }
      },
      expect: entity({
        type: 'person',
        action: 'event',
        identifiers: { id: 'u-1' },
        name: 'Order Completed',
        id: '01KJVKTDCJM037PYQG5J68MFDJ',
        timestamp: SECONDS,
        attributes: { order_id: '2026-03-04', total: 49.9, paid_at: 1772600760, products: [{ sku: 'A', price: 49.9 }] }
      })
    },
    {
      title: 'an anonymous event waits for the person to be known',
      action: 'trackEvent',
      event: {
        type: 'track',
        messageId: 'm-2',
        anonymousId: 'a-3',
        event: 'Signed Up',
        timestamp: TIMESTAMP,
        properties: {}
      },
      expect: entity({
        type: 'person',
        action: 'event',
        identifiers: { anonymous_id: 'a-3' },
        name: 'Signed Up',
        id: '01KJVKTDCJMG2TSQXERW4EW3A5',
        timestamp: SECONDS,
        attributes: {}
      })
    },
    {
      title: 'the vendor’s own id of a person',
      action: 'trackEvent',
      event: { type: 'track', messageId: 'm-3', userId: 'cio_d9c106000001', event: 'Opened', timestamp: TIMESTAMP },
      expect: entity({
        type: 'person',
        action: 'event',
        identifiers: { cio_id: 'd9c106000001' },
        name: 'Opened',
        id: '01KJVKTDCJCHT09KX4XHPD9M2Z',
        timestamp: SECONDS
      })
    },
    {
      title: 'an event without a name is rejected',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', properties: {} },
      expect: { rejected: 'Event Name' }
    },
    {
      title: 'a page is called by its name',
      action: 'trackPageView',
      event: {
        type: 'page',
        messageId: 'm-4',
        userId: 'u-1',
        name: 'Pricing',
        timestamp: TIMESTAMP,
        properties: { url: 'https://www.example.com/pricing', title: 'Pricing' }
      },
      expect: entity({
        type: 'person',
        action: 'page',
        identifiers: { id: 'u-1' },
        name: 'Pricing',
        id: '01KJVKTDCJA7AGWDF3PXQJVG7M',
        timestamp: SECONDS,
        attributes: { url: 'https://www.example.com/pricing', title: 'Pricing' }
      })
    },
    {
      title: 'a page without a name is called by its URL',
      action: 'trackPageView',
      event: {
        type: 'page',
        messageId: 'm-5',
        userId: 'u-1',
        timestamp: TIMESTAMP,
        properties: { url: 'https://www.example.com/blog' }
      },
      expect: entity({
        type: 'person',
        action: 'page',
        identifiers: { id: 'u-1' },
        name: 'https://www.example.com/blog',
        id: '01KJVKTDCJ3PB154HBNA2EYFQ3',
        timestamp: SECONDS,
        attributes: { url: 'https://www.example.com/blog' }
      })
    },
    {
      title: 'a page with neither is rejected',
      action: 'trackPageView',
      event: { type: 'page', userId: 'u-1' },
      expect: { rejected: 'The page has no name' }
    },
    {
      title: 'a screen is called by its name, wherever it stands',
      action: 'trackScreenView',
      event: {
        type: 'screen',
        messageId: 'm-6',
        userId: 'u-1',
        timestamp: TIMESTAMP,
        properties: { name: 'Checkout' }
      },
      expect: entity({
        type: 'person',
        action: 'screen',
        identifiers: { id: 'u-1' },
        name: 'Checkout',
        id: '01KJVKTDCJMN7JEDA1B2JFMZ9D',
        timestamp: SECONDS,
        attributes: { name: 'Checkout' }
      })
    },
    {
      title: 'an opened app gives the person a device',
      action: 'createUpdateDevice',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'Application Opened',
        timestamp: TIMESTAMP,
        context: {
          device: { token: 'token-1', type: 'iOS', model: 'iPhone15,2' },
          os: { name: 'iOS', version: '19.1' },
          app: { version: '3.2.1' },
          locale: 'pt-PT'
        }
      },
      expect: entity({
        type: 'person',
        action: 'add_device',
        identifiers: { id: 'u-1' },
        device: {
          token: 'token-1',
          platform: 'ios',
          last_used: SECONDS,
          attributes: { device_os: '19.1', device_model: 'iPhone15,2', device_locale: 'pt-PT', app_version: '3.2.1' }
        }
      })
    },
    {
      title: 'a device of an unknown platform is rejected',
      action: 'createUpdateDevice',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'Application Opened',
        context: { device: { token: 'token-2', type: 'tizen' } }
      },
      expect: { rejected: 'neither ios nor android' }
    },
    {
      title: 'an uninstalled app takes the device away',
      action: 'deleteDevice',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'Application Uninstalled',
        context: { device: { token: 'token-1', type: 'ios' } }
      },
      expect: entity({
        type: 'person',
        action: 'delete_device',
        identifiers: { id: 'u-1' },
        device: { token: 'token-1' }
      })
    },
    {
      title: 'group saves an object and relates the person to it',
      action: 'createUpdateObject',
      event: {
        type: 'group',
        userId: 'u-1',
        groupId: '2024-05-01',
        traits: {
          name: 'Acme',
          plan: 'pro',
          employees: 12,
          createdAt: '2020-01-01T00:00:00Z',
          relationshipAttributes: { role: 'admin' }
        }
      },
      expect: entity({
        type: 'object',
        action: 'identify',
        identifiers: { object_type_id: '1', object_id: '2024-05-01' },
        attributes: { name: 'Acme', plan: 'pro', employees: 12, created_at: 1577836800 },
        cio_relationships: [{ identifiers: { id: 'u-1' }, relationship_attributes: { role: 'admin' } }]
      })
    },
    {
      title: 'group by an anonymous person relates the anonymous person',
      action: 'createUpdateObject',
      event: { type: 'group', anonymousId: 'a-4', groupId: 'beta', traits: { name: 'Beta', object_type_id: '2' } },
      expect: entity({
        type: 'object',
        action: 'identify_anonymous',
        identifiers: { object_type_id: '2', object_id: 'beta' },
        attributes: { name: 'Beta' },
        cio_relationships: [{ identifiers: { anonymous_id: 'a-4' } }]
      })
    },
    {
      title: 'a relationship ends, and the object stays',
      action: 'deleteRelationship',
      event: { type: 'track', userId: 'u-1', event: 'Relationship Deleted', properties: { objectId: '2024-05-01' } },
      expect: entity({
        type: 'object',
        action: 'delete_relationships',
        identifiers: { object_type_id: '1', object_id: '2024-05-01' },
        cio_relationships: [{ identifiers: { id: 'u-1' } }]
      })
    },
    {
      title: 'an object is deleted',
      action: 'deleteObject',
      event: {
        type: 'track',
        userId: 'u-1',
        event: 'Object Deleted',
        properties: { objectId: 'beta', objectTypeId: '2' }
      },
      expect: entity({ type: 'object', action: 'delete', identifiers: { object_type_id: '2', object_id: 'beta' } })
    },
    {
      title: 'alias merges two known people',
      action: 'mergePeople',
      event: { type: 'alias', userId: 'u-1', previousId: 'grace@example.com' },
      expect: entity({
        type: 'person',
        action: 'merge',
        primary: { id: 'u-1' },
        secondary: { email: 'grace@example.com' }
      })
    },
    {
      title: 'alias of an anonymous id merges nothing',
      action: 'mergePeople',
      event: { type: 'alias', userId: 'u-1', previousId: '5f0b4a3c-7c1e-4b1a-9f5e-2d8e6c0a1b2c' },
      expect: { skipped: 'a merge cannot be undone' }
    },
    {
      title: 'suppressing a person deletes them and refuses their data',
      action: 'suppressPerson',
      event: { type: 'track', userId: 'u-5', event: 'User Suppressed' },
      expect: entity({ type: 'person', action: 'suppress', identifiers: { id: 'u-5' } })
    },
    {
      title: 'unsuppressing a person accepts their data again',
      action: 'unsuppressPerson',
      event: { type: 'track', userId: 'u-5', event: 'User Unsuppressed' },
      expect: entity({ type: 'person', action: 'unsuppress', identifiers: { id: 'u-5' } })
    },
    {
      title: 'a deletion request deletes the person, whatever their id holds',
      action: 'deletePerson',
      event: { type: 'delete', userId: 'a/b?c#d', context: null, integrations: null },
      expect: entity({ type: 'person', action: 'delete', identifiers: { id: 'a/b?c#d' } })
    },
    {
      title: 'a deletion request without a user is rejected',
      action: 'deletePerson',
      event: { type: 'delete', context: null, integrations: null },
      expect: { rejected: 'Person ID' }
    },
    {
      title: 'an account in the EU is reached there',
      action: 'trackEvent',
      event: { type: 'track', messageId: 'm-7', userId: 'u-1', event: 'Signed Up', timestamp: TIMESTAMP },
      settings: { region: 'eu' },
      expect: entity(
        {
          type: 'person',
          action: 'event',
          identifiers: { id: 'u-1' },
          name: 'Signed Up',
          id: '01KJVKTDCJX8EWX459QEKM7Y9P',
          timestamp: SECONDS
        },
        'https://track-eu.customer.io'
      )
    }
  ]
})
