import { isProfileField, profileValue } from './profile'

const read = (name: string, value: unknown): { value: unknown; notes: readonly string[] } => {
  const notes: string[] = []
  return { value: profileValue(name, value, (text) => notes.push(text)), notes }
}

test.each([
  ['country', 'us', 'US'],
  ['current_location', { longitude: 1, latitude: 2, accuracy: 3 }, { longitude: 1, latitude: 2 }],
  ['date_of_first_session', 1577836800, '2020-01-01T00:00:00.000Z'],
  ['date_of_last_session', '2020-01-01', '2020-01-01T00:00:00.000Z'],
  ['dob', '1990-05-17', '1990-05-17'],
  ['dob', '1990-05-17 08:00', '1990-05-17'],
  ['email', 'ada@example.com', 'ada@example.com'],
  ['email_click_tracking_disabled', false, false],
  ['email_open_tracking_disabled', true, true],
  ['email_subscribe', 'unsubscribed', 'unsubscribed'],
  ['facebook', { id: '1' }, { id: '1' }],
  ['first_name', 'Ada', 'Ada'],
  ['gender', ' Man ', 'M'],
  ['gender', 'w', 'F'],
  ['gender', 'O', 'O'],
  ['gender', 'Not Applicable', 'N'],
  ['gender', 'prefer not to say', 'P'],
  ['home_city', 'Porto', 'Porto'],
  ['image_url', 'http://example.com/a.png', 'http://example.com/a.png'],
  ['language', 'EN', 'en'],
  ['language', 'zh_TW', 'zh'],
  ['last_name', 'Lovelace', 'Lovelace'],
  ['marked_email_as_spam_at', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
  ['phone', 351911234567, '351911234567'],
  ['push_subscribe', 'subscribed', 'subscribed'],
  ['push_tokens', [{ app_id: 'a', token: 't' }], [{ app_id: 'a', token: 't' }]],
  [
    'subscription_groups',
    [{ subscription_group_id: 'g', subscription_state: 'subscribed' }],
    [{ subscription_group_id: 'g', subscription_state: 'subscribed' }]
  ],
  ['time_zone', 'Europe/Lisbon', 'Europe/Lisbon'],
  ['twitter', { id: 1 }, { id: 1 }]
])('%s takes %p', (name, value, expected) => {
  expect(isProfileField(name)).toBe(true)
  expect(read(name, value)).toEqual({ value: expected, notes: [] })
})

test('null removes a field, but no list of states', () => {
  expect(read('dob', null)).toEqual({ value: null, notes: [] })
  expect(read('subscription_groups', null)).toEqual({ value: undefined, notes: [expect.stringContaining('a list')] })
})

test.each([
  ['country', 'Atlantis'],
  ['country', 1],
  ['current_location', { longitude: '1', latitude: 2 }],
  ['current_location', { longitude: 1, latitude: 91 }],
  ['current_location', 'Porto'],
  ['date_of_first_session', 'yesterday'],
  ['dob', '17/05/1990'],
  ['dob', '1990-02-30'],
  ['dob', '1990-05-171'],
  ['dob', 642902400],
  ['email', 'ada'],
  ['email_open_tracking_disabled', 'yes'],
  ['email_subscribe', true],
  ['facebook', 'ada'],
  ['first_name', 'x'.repeat(256)],
  ['first_name', { first: 'Ada' }],
  ['gender', 'robot'],
  ['gender', 1],
  ['image_url', '/a.png'],
  ['image_url', 1],
  ['language', 'English'],
  ['language', 'e'],
  ['language', 1],
  ['push_tokens', { app_id: 'a', token: 't' }],
  ['push_tokens', [{ app_id: 'a', token: '' }]],
  ['subscription_groups', [{ subscription_group_id: 'g' }]]
])('%s leaves %p out, with a note that names the field and not the value', (name, value) => {
  const { value: kept, notes } = read(name, value)
  expect(kept).toBeUndefined()
  expect(notes).toEqual([expect.stringMatching(new RegExp(`^${name} was left out: it is not `))])
  if (typeof value === 'string') expect(notes[0]).not.toContain(`"${value}"`)
})

test('a name Braze does not know is none of its fields', () => {
  expect(isProfileField('plan')).toBe(false)
  expect(isProfileField('constructor')).toBe(false)
  expect(read('plan', 'pro')).toEqual({ value: undefined, notes: [] })
})
