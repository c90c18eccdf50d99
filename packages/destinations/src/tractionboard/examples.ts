import { defineExamples } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import { tractionboard } from '.'

const TIMESTAMP = '2026-03-04T05:06:07.890Z'

/** The one request of an example: the message as it came, and its meaning among its options for Tractionboard. */
const posted = (event: SegmentEvent, meaning: object, url = 'https://api.tractionboard.io/') => ({
  event,
  expect: {
    requests: [
      {
        method: 'POST' as const,
        url,
        json: { ...event, integrations: { ...event.integrations, Tractionboard: meaning } }
      }
    ]
  }
})

const track = (event: string, rest: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'track',
  messageId: 'm-1',
  userId: 'u-1',
  event,
  timestamp: TIMESTAMP,
  ...rest
})

/** What `npm test` proves, the tester offers and the README shows. */
export const examples = defineExamples(tractionboard, {
  settings: { tokenId: 'sandbox-token-id' },
  examples: [
    {
      title: 'a page is a visit',
      action: 'trackVisit',
      ...posted(
        {
          type: 'page',
          messageId: 'm-1',
          anonymousId: 'a-1',
          name: 'Pricing',
          timestamp: TIMESTAMP,
          context: { ip: '203.0.113.7', page: { url: 'https://www.example.com/pricing' } },
          properties: { url: 'https://www.example.com/pricing' }
        },
        { event: 'visit' }
      )
    },
    {
      title: 'a screen is a visit too',
      action: 'trackVisit',
      ...posted(
        { type: 'screen', userId: 'u-1', name: 'Checkout', timestamp: TIMESTAMP },
        { event: 'visit', external_user_id: 'u-1' }
      )
    },
    {
      title: 'identify is a login with the traits as attributes',
      action: 'identifyUser',
      ...posted(
        {
          type: 'identify',
          userId: 'u-1',
          timestamp: TIMESTAMP,
          traits: { email: 'ada@example.com', createdAt: '2020-01-01', address: { city: 'Porto' }, logins: 7 }
        },
        {
          event: 'login',
          external_user_id: 'u-1',
          attributes: { email: 'ada@example.com', createdAt: '2020-01-01', address: { city: 'Porto' }, logins: 7 }
        }
      )
    },
    {
      title: 'a visitor who left an address is no user yet, and Tractionboard gets the message all the same',
      action: 'identifyUser',
      ...posted(
        { type: 'identify', anonymousId: 'a-1', traits: { email: 'lin@example.com' } },
        { event: 'login', attributes: { email: 'lin@example.com' } }
      )
    },
    {
      title: 'track is a custom event',
      action: 'trackEvent',
      ...posted(track('Signed Up', { properties: { plan: 'pro', 'Plan Name': 'Pro' } }), {
        event: 'custom',
        external_user_id: 'u-1',
        name: 'Signed Up'
      })
    },
    {
      title: 'options a message has for Tractionboard stay, and so do those for others',
      action: 'trackEvent',
      ...posted(track('Signed Up', { integrations: { All: false, Tractionboard: { campaign: 'spring' } } }), {
        campaign: 'spring',
        event: 'custom',
        external_user_id: 'u-1',
        name: 'Signed Up'
      })
    },
    {
      title: 'integrations that are none are replaced',
      action: 'trackEvent',
      ...posted(track('Signed Up', { integrations: null }), {
        event: 'custom',
        external_user_id: 'u-1',
        name: 'Signed Up'
      })
    },
    {
      title: 'an event without a name is rejected',
      action: 'trackEvent',
      event: { type: 'track', userId: 'u-1', properties: {} },
      expect: { rejected: 'Event Name' }
    },
    {
      title: 'Payment Made is a payment',
      action: 'trackPayment',
      ...posted(track('Payment Made', { properties: { amount: 49.9, currency: 'EUR', plan: 'pro' } }), {
        event: 'payment',
        external_user_id: 'u-1',
        amount: 49.9,
        currency: 'EUR'
      })
    },
    {
      title: 'an amount may be text, be called revenue, and be in the currency Segment takes for granted',
      action: 'trackPayment',
      ...posted(track('Payment Made', { properties: { revenue: '$49.90' } }), {
        event: 'payment',
        external_user_id: 'u-1',
        amount: 49.9,
        currency: 'USD'
      })
    },
    {
      title: 'a currency that is none does not cost the payment',
      action: 'trackPayment',
      ...posted(track('Payment Made', { properties: { amount: 10, currency: 'pounds' } }), {
        event: 'payment',
        external_user_id: 'u-1',
        amount: 10
      })
    },
    {
      title: 'a payment without an amount is rejected',
      action: 'trackPayment',
      event: track('Payment Made', { properties: { currency: 'EUR' } }),
      expect: { rejected: 'Amount' }
    },
    {
      title: 'a payment of nothing is rejected',
      action: 'trackPayment',
      event: track('Payment Made', { properties: { amount: 0 } }),
      expect: { rejected: 'must be a number above zero' }
    },
    {
      title: 'an amount that can be read in two ways is rejected',
      action: 'trackPayment',
      event: track('Payment Made', { properties: { amount: '1,234.50' } }),
      expect: { rejected: 'without separators' }
    },
    {
      title: 'Refund Received is a refund',
      action: 'trackRefund',
      ...posted(track('Refund Received', { properties: { amount: 49.9 } }), {
        event: 'refund',
        external_user_id: 'u-1',
        amount: 49.9
      })
    },
    {
      title: 'a refund of a negative amount is rejected, since it would raise the revenue',
      action: 'trackRefund',
      event: track('Refund Received', { properties: { amount: -49.9 } }),
      expect: { rejected: 'must be a number above zero' }
    },
    {
      title: 'cancel sets the status of the user',
      action: 'cancelUser',
      ...posted(track('cancel', { properties: { reason: 'too dear' } }), {
        event: 'cancel',
        external_user_id: 'u-1',
        status: 'canceled'
      })
    },
    {
      title: 'cancel without a user is rejected',
      action: 'cancelUser',
      event: { type: 'track', anonymousId: 'a-1', event: 'cancel' },
      expect: { rejected: 'User ID' }
    },
    {
      title: 'signup counts a new user',
      action: 'signUpUser',
      ...posted(track('signup'), { event: 'signup', external_user_id: 'u-1' })
    },
    {
      title: 'signup without a user is rejected',
      action: 'signUpUser',
      event: { type: 'track', anonymousId: 'a-1', event: 'signup' },
      expect: { rejected: 'User ID' }
    },
    {
      title: 'the traits of a group become attributes of the user',
      action: 'saveGroupTraits',
      ...posted(
        { type: 'group', userId: 'u-1', groupId: 'g-1', timestamp: TIMESTAMP, traits: { name: 'Acme', employees: 7 } },
        {
          event: 'attributes',
          external_user_id: 'u-1',
          group_id: 'g-1',
          attributes: { name: 'Acme', employees: 7 }
        }
      )
    },
    {
      title: 'alias keeps the old ID as an attribute of the new',
      action: 'aliasUser',
      ...posted(
        { type: 'alias', userId: 'u-1', previousId: 'a-1', timestamp: TIMESTAMP },
        { event: 'alias', external_user_id: 'u-1', attributes: { previous_id: 'a-1' } }
      )
    },
    {
      title: 'alias without the old ID is rejected',
      action: 'aliasUser',
      event: { type: 'alias', userId: 'u-1' },
      expect: { rejected: 'Previous ID' }
    },
    {
      title: 'an Engage audience is a property of the user that is true or false',
      action: 'setUserProperty',
      ...posted(
        {
          type: 'identify',
          userId: 'u-1',
          timestamp: TIMESTAMP,
          traits: { order_completed_last_30days: true },
          context: { personas: { computation_class: 'audience', computation_key: 'order_completed_last_30days' } },
          integrations: { All: false, Tractionboard: true }
        },
        { event: 'attributes', external_user_id: 'u-1', attributes: { order_completed_last_30days: true } }
      )
    },
    {
      title: 'an audience is left under its name in snake case',
      action: 'setUserProperty',
      ...posted(
        {
          type: 'identify',
          userId: 'u-1',
          traits: { 'Order Completed, last 30days': false },
          context: { personas: { computation_class: 'audience', computation_key: 'Order Completed, last 30days' } }
        },
        { event: 'attributes', external_user_id: 'u-1', attributes: { order_completed_last_30days: false } }
      )
    },
    {
      title: 'a computed trait is a property with its value',
      action: 'setUserProperty',
      ...posted(
        {
          type: 'identify',
          userId: 'u-1',
          traits: { total_revenue_180_days: 450, email: 'ada@example.com' },
          context: { personas: { computation_class: 'trait', computation_key: 'total_revenue_180_days' } }
        },
        { event: 'attributes', external_user_id: 'u-1', attributes: { total_revenue_180_days: 450 } }
      )
    },
    {
      title: 'membership that is neither true nor false is rejected',
      action: 'setUserProperty',
      event: {
        type: 'identify',
        userId: 'u-1',
        traits: { big_spender: 'maybe' },
        context: { personas: { computation_class: 'audience', computation_key: 'big_spender' } }
      },
      expect: { rejected: 'true or false' }
    },
    {
      title: 'an audience without a value is rejected',
      action: 'setUserProperty',
      event: {
        type: 'identify',
        userId: 'u-1',
        traits: {},
        context: { personas: { computation_class: 'audience', computation_key: 'big_spender' } }
      },
      expect: { rejected: 'no value' }
    },
    {
      title: 'the endpoint is the one Tractionboard names',
      action: 'signUpUser',
      settings: { endpoint: 'https://api.tractionboard.io/segment?version=1' },
      ...posted(
        track('signup'),
        { event: 'signup', external_user_id: 'u-1' },
        'https://api.tractionboard.io/segment?version=1'
      )
    }
  ]
})
