import { createHash } from 'node:crypto'
import type { JsonRecord, JsonValue } from '../../json/json'

// https://docs.customer.io/api/webhooks, whose examples these values are like.

const LINK = ['href', 'link_id'] as const
const FAILURE = ['failure_message'] as const
const EMAIL = ['subject', 'recipient'] as const

/** The fields of `data` beside those that all messages have, by `object_type` and `metric`. */
const METRICS: Readonly<Record<string, Readonly<Record<string, readonly Field[]>>>> = {
  customer: { subscribed: [], unsubscribed: [], cio_subscription_preferences_changed: ['content'] },
  email: {
    drafted: EMAIL,
    attempted: FAILURE,
    sent: EMAIL,
    delivered: EMAIL,
    opened: [...EMAIL, 'proxied', 'prefetched', 'synthetic'],
    clicked: [...EMAIL, ...LINK, 'machine'],
    converted: EMAIL,
    unsubscribed: EMAIL,
    bounced: [...EMAIL, ...FAILURE],
    dropped: [...EMAIL, ...FAILURE],
    spammed: EMAIL,
    failed: ['subject', ...FAILURE],
    undeliverable: [...EMAIL, ...FAILURE]
  },
  push: {
    drafted: [],
    attempted: FAILURE,
    sent: ['recipients'],
    delivered: ['recipients'],
    opened: ['recipients'],
    clicked: ['recipients', ...LINK],
    converted: ['recipients'],
    bounced: ['recipients'],
    dropped: ['recipients'],
    failed: FAILURE,
    undeliverable: FAILURE
  },
  sms: {
    drafted: [],
    attempted: FAILURE,
    sent: ['recipient'],
    delivered: ['recipient'],
    clicked: ['recipient', ...LINK],
    converted: ['recipient'],
    bounced: ['recipient', ...FAILURE],
    failed: FAILURE,
    undeliverable: FAILURE,
    replied: ['recipient', 'to', 'inbound_event_id']
  },
  in_app: {
    drafted: [],
    attempted: FAILURE,
    sent: [],
    opened: [],
    clicked: [...LINK, 'tracked_response'],
    converted: [],
    failed: FAILURE,
    undeliverable: FAILURE
  },
  slack: {
    drafted: [],
    attempted: FAILURE,
    sent: ['content', 'recipient'],
    clicked: LINK,
    failed: FAILURE,
    undeliverable: FAILURE
  },
  webhook: {
    drafted: [],
    attempted: FAILURE,
    sent: ['content', 'recipient'],
    clicked: LINK,
    failed: FAILURE,
    undeliverable: FAILURE
  }
}

const VALUES = {
  content: '{"topics":{"topic_1":true}}',
  failure_message: 'Something went wrong!',
  href: 'https://docs.customer.io',
  inbound_event_id: '01E4C4CT6YDC7Y5M7FE1GWWPQK',
  link_id: 1,
  machine: false,
  prefetched: false,
  proxied: false,
  recipient: 'test@example.com',
  recipients: [{ device_id: 'device-1', device_platform: 'ios' }],
  subject: 'Thanks for signing up',
  synthetic: false,
  to: '+15557654321',
  tracked_response: 'yes'
} as const satisfies Record<string, JsonValue>

type Field = keyof typeof VALUES

const PERSON = { customer_id: '42', identifiers: { id: '42', email: 'test@example.com', cio_id: 'd9c106000001' } }

const MESSAGE = {
  ...PERSON,
  action_id: 96,
  campaign_id: 5,
  delivery_id: 'ZAIAAVTJVG0QcCok0-0ZKj6yiQ==',
  journey_id: '01GW20GXAAXBKZD8J96M8FNV3R'
}

/** The metrics that Customer.io documents, as `object_type` and `metric`. */
export const documentedMetrics: readonly (readonly [string, string])[] = Object.entries(METRICS).flatMap(
  ([objectType, metrics]) => Object.keys(metrics).map((metric) => [objectType, metric] as const)
)

/** What a reporting webhook holds. */
export interface Report extends JsonRecord {
  readonly data: JsonRecord
}

/** A report as Customer.io sends it, with made-up values; undefined for a metric that it does not document. */
export function sampleReport(objectType: string, metric: string, timestamp: number): Report | undefined {
  const metrics = Object.hasOwn(METRICS, objectType) ? METRICS[objectType] : undefined
  const fields = metrics !== undefined && Object.hasOwn(metrics, metric) ? metrics[metric] : undefined
  if (fields === undefined) return undefined
  const about = objectType === 'customer' ? { ...PERSON, email_address: PERSON.identifiers.email } : MESSAGE
  return {
    event_id: eventId(`${objectType} ${metric} ${timestamp}`),
    object_type: objectType,
    metric,
    timestamp,
    data: { ...about, ...Object.fromEntries(fields.map((field) => [field, VALUES[field]])) }
  }
}

/** As long as a ULID, and of its letters. */
const eventId = (of: string): string => `01${createHash('sha256').update(of).digest('hex').slice(0, 24).toUpperCase()}`
