import { defineExamples } from '@waybill/kit'
import { acme } from '.'

const TIMESTAMP = '2026-03-04T05:06:07.890Z'
const SECONDS = 1772600767

/** What `npm test` proves, the tester offers and the README shows. */
export const examples = defineExamples(acme, {
  settings: { apiKey: 'sandbox-api-key', region: 'us' },
  examples: [
    {
      title: 'identify saves the traits of a person',
      action: 'savePerson',
      event: { type: 'identify', userId: 'a/b', traits: { email: 'ada@example.com', plan: 'pro' } },
      expect: {
        requests: [
          {
            method: 'PUT',
            url: 'https://us.api.acme.example/v1/people/a%2Fb',
            json: { email: 'ada@example.com', plan: 'pro' }
          }
        ]
      }
    },
    {
      title: 'an e-mail that is none does not cost the person',
      action: 'savePerson',
      event: { type: 'identify', userId: 'u-1', traits: { email: 'none', plan: 'pro' } },
      expect: {
        requests: [{ method: 'PUT', url: 'https://us.api.acme.example/v1/people/u-1', json: { plan: 'pro' } }]
      }
    },
    {
      title: 'identify without a user ID is rejected',
      action: 'savePerson',
      event: { type: 'identify', anonymousId: 'a-1', traits: {} },
      expect: { rejected: 'Person ID' }
    },
    {
      title: 'track records an event',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', event: 'Signed Up', timestamp: TIMESTAMP, properties: { plan: 'pro' } },
      expect: {
        requests: [
          {
            method: 'POST',
            url: 'https://us.api.acme.example/v1/events',
            json: { events: [{ person: 'u-1', name: 'Signed Up', at: SECONDS, data: { plan: 'pro' } }] }
          }
        ]
      }
    },
    {
      title: 'an event with a name that is too long is rejected',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', event: 'x'.repeat(51) },
      expect: { rejected: 'longer than the 50 characters' }
    },
    {
      title: 'an account in the EU is reached there',
      action: 'savePerson',
      event: { type: 'identify', userId: 'u-1', traits: { plan: 'pro' } },
      settings: { region: 'eu' },
      expect: {
        requests: [{ method: 'PUT', url: 'https://eu.api.acme.example/v1/people/u-1', json: { plan: 'pro' } }]
      }
    }
  ]
})
