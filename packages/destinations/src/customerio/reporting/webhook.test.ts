import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkEvent } from '@waybill/kit'
import type { SegmentEvent } from '@waybill/kit'
import fc from 'fast-check'
import { reportingWebhook } from './webhook'

const { translate } = reportingWebhook

const IDENTIFIERS = { id: '42', email: 'ada@example.com', cio_id: 'd9c106000001' }

const report = (object_type: string, metric: string, data: object = {}): object => ({
  event_id: '01E4C4CT6YDC7Y5M7FE1GWWPQJ',
  object_type,
  metric,
  timestamp: 1613063089,
  data: { identifiers: IDENTIFIERS, delivery_id: 'RPILAgUB', ...data }
})

function eventOf(body: unknown): SegmentEvent {
  const translated = translate(body)
  if (translated.kind === 'skipped') throw new Error(translated.reason)
  expect(translated.events).toHaveLength(1)
  return translated.events[0] as SegmentEvent
}

/** Every metric that https://docs.customer.io/api/webhooks documents, by channel. */
const DOCUMENTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  email: {
    drafted: 'Email Drafted',
    attempted: 'Email Attempted',
    deferred: 'Email Deferred',
    sent: 'Email Sent',
    delivered: 'Email Delivered',
    opened: 'Email Opened',
    clicked: 'Email Link Clicked',
    converted: 'Email Converted',
    unsubscribed: 'Email Unsubscribed',
    bounced: 'Email Bounced',
    dropped: 'Email Suppressed',
    spammed: 'Email Marked as Spam',
    failed: 'Email Failed',
    undeliverable: 'Email Undeliverable'
  },
  push: {
    drafted: 'Push Drafted',
    attempted: 'Push Attempted',
    sent: 'Push Sent',
    delivered: 'Push Delivered',
    opened: 'Push Opened',
    clicked: 'Push Link Clicked',
    converted: 'Push Converted',
    bounced: 'Push Bounced',
    dropped: 'Push Suppressed',
    failed: 'Push Failed',
    undeliverable: 'Push Undeliverable'
  },
  sms: {
    drafted: 'SMS Drafted',
    attempted: 'SMS Attempted',
    sent: 'SMS Sent',
    delivered: 'SMS Delivered',
    clicked: 'SMS Link Clicked',
    converted: 'SMS Converted',
    bounced: 'SMS Bounced',
    failed: 'SMS Failed',
    undeliverable: 'SMS Undeliverable',
    replied: 'SMS Replied'
  },
  in_app: {
    drafted: 'In-App Message Drafted',
    attempted: 'In-App Message Attempted',
    sent: 'In-App Message Sent',
    opened: 'In-App Message Opened',
    clicked: 'In-App Message Link Clicked',
    converted: 'In-App Message Converted',
    failed: 'In-App Message Failed',
    undeliverable: 'In-App Message Undeliverable'
  },
  slack: {
    drafted: 'Slack Message Drafted',
    attempted: 'Slack Message Attempted',
    sent: 'Slack Message Sent',
    clicked: 'Slack Message Link Clicked',
    failed: 'Slack Message Failed',
    undeliverable: 'Slack Message Undeliverable'
  },
  webhook: {
    drafted: 'Webhook Message Drafted',
    attempted: 'Webhook Message Attempted',
    sent: 'Webhook Message Sent',
    clicked: 'Webhook Message Link Clicked',
    failed: 'Webhook Message Failed',
    undeliverable: 'Webhook Message Undeliverable'
  },
  whatsapp: { sent: 'WhatsApp Message Sent', delivered: 'WhatsApp Message Delivered' },
  customer: {
    subscribed: 'Customer Subscribed',
    unsubscribed: 'Customer Unsubscribed',
    cio_subscription_preferences_changed: 'Customer Subscription Preferences Changed'
  }
}

const METRICS = Object.entries(DOCUMENTED).flatMap(([channel, metrics]) =>
  Object.entries(metrics).map(([metric, name]) => ({ channel, metric, name }))
)

test.each(METRICS)('$channel $metric is the event "$name"', ({ channel, metric, name }) => {
  expect(eventOf(report(channel, metric))).toMatchObject({ type: 'track', event: name, properties: { channel } })
})

test('the README shows the name of every metric of an e-mail and of a person', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8')
  const names = METRICS.filter(({ channel }) => channel === 'email' || channel === 'customer').map(({ name }) => name)
  expect(names.filter((name) => !readme.includes(name))).toEqual([])
})

test('a click in an e-mail has the names of the e-mail spec, and everything else that Customer.io tells', () => {
  const data = {
    campaign_id: 5,
    action_id: 96,
    journey_id: '01GW20GXAAXBKZD8J96M8FNV3R',
    trigger_event_id: null,
    subject: 'Hello',
    recipient: 'ada@example.com',
    href: 'https://example.com/a?b=c',
    link_id: 1,
    machine: false,
    added_some_day: 'kept'
  }
  expect(eventOf(report('email', 'clicked', data))).toEqual({
    type: 'track',
    userId: '42',
    event: 'Email Link Clicked',
    messageId: 'customerio-01E4C4CT6YDC7Y5M7FE1GWWPQJ',
    timestamp: '2021-02-11T17:04:49.000Z',
    channel: 'server',
    context: { traits: { email: 'ada@example.com' } },
    properties: {
      channel: 'email',
      email_id: 'RPILAgUB',
      delivery_id: 'RPILAgUB',
      campaign_id: 5,
      action_id: 96,
      journey_id: '01GW20GXAAXBKZD8J96M8FNV3R',
      email_subject: 'Hello',
      recipient: 'ada@example.com',
      link_url: 'https://example.com/a?b=c',
      link_id: 1,
      machine: false,
      added_some_day: 'kept'
    }
  })
})

test('a push that bounced tells for which devices', () => {
  const recipients = [
    { device_id: 'd-1', device_platform: 'ios', failure_message: 'gone', more: { deep: true } },
    'no device'
  ]
  expect(eventOf(report('push', 'bounced', { recipients })).properties).toEqual({
    channel: 'push',
    delivery_id: 'RPILAgUB',
    recipients: [{ device_id: 'd-1', device_platform: 'ios', failure_message: 'gone' }]
  })
})

const contentOf = (content: string): unknown => eventOf(report('email', 'sent', { content })).properties?.['content']

describe('the body of a message', () => {
  test('is passed on up to 16 kB, and left out beyond', () => {
    expect(contentOf('x'.repeat(16_000))).toHaveLength(16_000)
    expect(contentOf('x'.repeat(16_001))).toBeUndefined()
  })

  test("is never joined by the e-mail's headers", () => {
    const { properties } = eventOf(report('email', 'sent', { content: 'Hi', headers: { 'List-Unsubscribe': ['…'] } }))
    expect(properties).toEqual({ channel: 'email', email_id: 'RPILAgUB', delivery_id: 'RPILAgUB', content: 'Hi' })
  })
})

const personOf = (data: object): object => {
  const { userId, anonymousId, context } = eventOf({ ...report('email', 'sent'), data })
  return { userId, anonymousId, context }
}

describe('who it is about', () => {
  test.each([
    ['an ID', { identifiers: IDENTIFIERS }, { userId: '42', context: { traits: { email: 'ada@example.com' } } }],
    ['an ID without quotes', { identifiers: { id: 42 } }, { userId: '42', context: {} }],
    [
      'no ID',
      { identifiers: { id: null, email: 'ada@example.com' } },
      { anonymousId: 'ada@example.com', context: { traits: { email: 'ada@example.com' } } }
    ],
    [
      'the address it went to only',
      { recipient: 'ada@example.com' },
      { anonymousId: 'ada@example.com', context: { traits: { email: 'ada@example.com' } } }
    ],
    ['the deprecated ID only', { customer_id: '42' }, { userId: '42', context: {} }],
    [
      'the deprecated ID beside identifiers without one',
      { customer_id: '0200000001', identifiers: { id: null, email: 'ada@example.com' } },
      { anonymousId: 'ada@example.com', context: { traits: { email: 'ada@example.com' } } }
    ]
  ])('%s', (_what, data, expected) => {
    expect(personOf(data)).toEqual(expected)
  })

  test('nobody that another tool could know', () => {
    expect(
      translate({ ...report('sms', 'sent'), data: { identifiers: { id: null }, recipient: '+15551234567' } })
    ).toEqual({
      kind: 'skipped',
      reason: '"SMS Sent" is about a person with neither an ID nor an e-mail address'
    })
  })
})

test('a change of a subscription is about the person, whichever channel it came by', () => {
  expect(eventOf(report('sms', 'unsubscribed'))).toMatchObject({
    event: 'Customer Unsubscribed',
    properties: { channel: 'sms' }
  })
  const { object_type: _absent, ...changed } = report('', 'cio_subscription_preferences_changed') as Record<
    string,
    unknown
  >
  expect(eventOf(changed)).toMatchObject({ event: 'Customer Subscription Preferences Changed' })
})

test.each([
  ['a metric nobody documents', report('email', 'levitated'), 'Customer.io documents no metric "levitated" of "email"'],
  ['a channel nobody documents', report('pigeon', 'sent'), 'Customer.io documents no metric "sent" of "pigeon"'],
  [
    'a metric of messages for a person',
    report('customer', 'sent'),
    'Customer.io documents no metric "sent" of "customer"'
  ],
  [
    'a name every object has',
    report('constructor', 'toString'),
    'Customer.io documents no metric "toString" of "constructor"'
  ],
  ['a metric that is no text', { object_type: [], metric: 7 }, 'Customer.io documents no metric (number) of (object)'],
  ['no data', { object_type: 'email', metric: 'sent' }, 'the webhook "Email Sent" has no data'],
  ['a list', [], 'the webhook holds no JSON object'],
  ['nothing', undefined, 'the webhook holds no JSON object']
])('%s is skipped with a reason', (_what, body, reason) => {
  expect(translate(body)).toEqual({ kind: 'skipped', reason })
})

test('an id or a time that is none is left out', () => {
  const event = eventOf({ ...report('email', 'sent'), event_id: 'x'.repeat(65), timestamp: 'soon' })
  expect(event).not.toHaveProperty('messageId')
  expect(event).not.toHaveProperty('timestamp')
})

describe('whatever Customer.io may send', () => {
  const keys = fc.constantFrom('id', 'email', 'identifiers', 'recipient', 'recipients', 'href', 'content', '__proto__')
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.anything(),
      fc.constantFrom('42', 'ada@example.com', 1613063089),
      fc.array(tie('value')),
      fc.dictionary(keys, tie('value'))
    )
  }))
  const known = (...texts: readonly string[]) => fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...texts) }, value)
  const person = fc.record({ id: known('42', ''), email: known('ada@example.com', 'nobody') }, { requiredKeys: [] })
  const fields = fc.dictionary(keys, value, { maxKeys: 4 })
  const bodies = fc.record(
    {
      event_id: fc.oneof(fc.string(), value),
      object_type: known(...Object.keys(DOCUMENTED)),
      metric: known(...METRICS.map(({ metric }) => metric)),
      timestamp: fc.oneof(fc.double(), value),
      data: fc.oneof(
        fc.tuple(fields, person).map(([data, identifiers]) => ({ ...data, identifiers })),
        fields,
        value
      )
    },
    { requiredKeys: ['object_type', 'metric'] }
  )
  const anything = fc.oneof({ weight: 4, arbitrary: bodies }, value)

  test('becomes events that are events, of somebody, or is skipped with a reason', () => {
    let events = 0
    fc.assert(
      fc.property(anything, (body) => {
        const translated = translate(body)
        if (translated.kind === 'skipped') return expect(translated.reason).not.toBe('')
        for (const event of translated.events) {
          events += 1
          expect(checkEvent(JSON.parse(JSON.stringify(event)))).toMatchObject({ ok: true })
          expect(event.userId ?? event.anonymousId).toEqual(expect.stringMatching(/./s))
        }
      }),
      { numRuns: 1000 }
    )
    expect(events).toBeGreaterThan(50)
  })

  test('is translated the same way again', () => {
    fc.assert(fc.property(anything, (body) => expect(translate(body)).toEqual(translate(body))))
  })
})
