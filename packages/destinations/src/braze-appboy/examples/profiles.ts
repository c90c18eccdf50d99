import { sent, TIMESTAMP, tracked } from './shared'
import type { BrazeExample } from './shared'

/** identify and group: attributes of users. */
export const profileExamples: readonly BrazeExample[] = [
  {
    title: 'identify saves profile fields and custom attributes',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      userId: 'u-1',
      anonymousId: 'a-1',
      timestamp: TIMESTAMP,
      traits: {
        id: 'u-1',
        firstName: 'Ada',
        lastName: 'Lovelace',
        email: 'ada@example.com',
        phone: '+351911234567',
        birthday: '1990-05-17T00:00:00.000Z',
        avatar: 'https://www.example.com/ada.png',
        gender: 'female',
        address: { city: 'Porto', country: 'Portugal' },
        language: 'pt-PT',
        timezone: 'Europe/Lisbon',
        email_subscribe: 'opted_in',
        plan: 'pro',
        logins: 12
      }
    },
    expect: tracked({
      attributes: [
        {
          external_id: 'u-1',
          email_subscribe: 'opted_in',
          plan: 'pro',
          logins: 12,
          email: 'ada@example.com',
          phone: '+351911234567',
          first_name: 'Ada',
          last_name: 'Lovelace',
          dob: '1990-05-17',
          gender: 'F',
          image_url: 'https://www.example.com/ada.png',
          home_city: 'Porto',
          country: 'PT',
          language: 'pt',
          time_zone: 'Europe/Lisbon'
        }
      ]
    })
  },
  {
    title: 'first and last name come from the name when they are missing',
    action: 'updateUserProfile',
    event: { type: 'identify', userId: 'u-2', traits: { name: 'Grace Brewster Hopper', title: 'Admiral' } },
    expect: tracked({
      attributes: [{ external_id: 'u-2', title: 'Admiral', first_name: 'Grace', last_name: 'Brewster Hopper' }]
    })
  },
  {
    title: 'traits by the names of Braze are profile fields, and reserved names are never custom attributes',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      userId: 'u-1',
      traits: {
        first_name: 'Ada',
        dob: '1990-05-17',
        home_city: 'Porto',
        country: 'pt',
        date_of_first_session: '2026-01-02T03:04:05+01:00',
        current_location: { longitude: -8.6, latitude: 41.1 },
        bio: 'Writes programs.',
        external_id: 'someone else',
        _update_existing_only: true
      }
    },
    expect: tracked({
      attributes: [
        {
          external_id: 'u-1',
          first_name: 'Ada',
          dob: '1990-05-17',
          home_city: 'Porto',
          country: 'PT',
          date_of_first_session: '2026-01-02T02:04:05.000Z',
          current_location: { longitude: -8.6, latitude: 41.1 }
        }
      ]
    })
  },
  {
    title: 'what Braze could not store is left out, and the rest arrives',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      userId: 'u-1',
      traits: {
        avatar: 'not a uri',
        gender: 'unknown',
        birthday: '12-1-2021',
        email: 'not an address',
        address: { city: 'Porto', country: 'Atlantis' },
        essay: 'x'.repeat(256),
        matrix: [[1, 2], 3],
        pet: { 'favourite food': 'fish', name: 'Tom' }
      }
    },
    expect: tracked({
      attributes: [{ external_id: 'u-1', matrix: [3], pet: { name: 'Tom' }, home_city: 'Porto' }]
    })
  },
  {
    title: 'null removes what Braze knows, and what is absent stays',
    action: 'updateUserProfile',
    event: { type: 'identify', userId: 'u-1', traits: { plan: null, home_city: null } },
    expect: tracked({ attributes: [{ external_id: 'u-1', plan: null, home_city: null }] })
  },
  {
    title: 'objects and the rest of an address are nested attributes',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      userId: 'u-1',
      traits: { address: { city: 'Porto', street: 'Rua das Flores 1' }, company: { name: 'Acme', employees: 12 } }
    },
    expect: tracked({
      attributes: [
        {
          external_id: 'u-1',
          address: { street: 'Rua das Flores 1' },
          company: { name: 'Acme', employees: 12 },
          home_city: 'Porto'
        }
      ]
    })
  },
  {
    title: 'a braze_id among the integrations identifies an anonymous person',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      anonymousId: 'a-1',
      traits: { plan: 'pro' },
      integrations: { Braze: { braze_id: '5f0b4a3c7c1e4b1a9f5e2d8e' } }
    },
    expect: tracked({ attributes: [{ braze_id: '5f0b4a3c7c1e4b1a9f5e2d8e', plan: 'pro' }] })
  },
  {
    title: 'an e-mail address identifies who has no ID',
    action: 'updateUserProfile',
    event: { type: 'identify', anonymousId: 'a-1', traits: { email: 'lin@example.com', plan: 'free' } },
    expect: tracked({ attributes: [{ email: 'lin@example.com', plan: 'free' }] })
  },
  {
    title: 'identify of an anonymous person is skipped',
    action: 'updateUserProfile',
    event: { type: 'identify', anonymousId: 'a-2', traits: { plan: 'pro' } },
    expect: { skipped: 'the person is anonymous' }
  },
  {
    title: 'identify without any identifier is rejected',
    action: 'updateUserProfile',
    event: { type: 'identify', traits: { plan: 'pro' } },
    expect: { rejected: 'no one to send this for' }
  },
  {
    title: 'an account that creates no users says so in every object',
    action: 'updateUserProfile',
    event: { type: 'identify', userId: 'u-1', traits: { plan: 'pro' } },
    settings: { updateExistingOnly: true },
    expect: tracked({ attributes: [{ external_id: 'u-1', plan: 'pro', _update_existing_only: true }] })
  },
  {
    title: 'a host of Appboy gets the key in the body too',
    action: 'updateUserProfile',
    event: { type: 'identify', userId: 'u-1', traits: { plan: 'pro' } },
    settings: { endpoint: 'https://api.appboy.com' },
    expect: sent(
      '/users/track',
      { app_group_id: 'sandbox0-0000-4000-8000-00000000b5a2', attributes: [{ external_id: 'u-1', plan: 'pro' }] },
      'https://api.appboy.com'
    )
  },
  {
    title: 'an Engage audience is an attribute',
    action: 'updateUserProfile',
    event: {
      type: 'identify',
      userId: 'u-1',
      traits: { first_time_shopper: true },
      context: { personas: { computation_class: 'audience', computation_key: 'first_time_shopper' } },
      integrations: { All: false, Appboy: true }
    },
    expect: tracked({ attributes: [{ external_id: 'u-1', first_time_shopper: true }] })
  },
  {
    title: 'group marks the user as a member',
    action: 'joinGroup',
    event: { type: 'group', userId: 'u-1', groupId: '1234', traits: { name: 'Acme', email: 'office@example.com' } },
    expect: tracked({ attributes: [{ external_id: 'u-1', ab_segment_group_1234: true }] })
  },
  {
    title: 'group of an anonymous person is skipped',
    action: 'joinGroup',
    event: { type: 'group', anonymousId: 'a-1', groupId: '1234', traits: { email: 'office@example.com' } },
    expect: { skipped: 'the person is anonymous' }
  },
  {
    title: 'group without a group is rejected',
    action: 'joinGroup',
    event: { type: 'group', userId: 'u-1' },
    expect: { rejected: 'Group ID' }
  }
]
