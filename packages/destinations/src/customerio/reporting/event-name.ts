/**
 * What Customer.io reports on, by `object_type`, as event names begin.
 *
 * @see https://docs.customer.io/api/webhooks
 */
const CHANNELS: ReadonlyMap<unknown, string> = new Map([
  ['customer', 'Customer'],
  ['email', 'Email'],
  ['push', 'Push'],
  ['in_app', 'In-App Message'],
  ['sms', 'SMS'],
  ['slack', 'Slack Message'],
  ['webhook', 'Webhook Message'],
  ['whatsapp', 'WhatsApp Message']
])

/**
 * What happened, by `metric`, as event names end. Those of e-mails are Segment's and what Customer.io itself calls them
 * when it is a source; the other channels follow.
 *
 * @see https://segment.com/docs/connections/spec/email/
 * @see https://docs.customer.io/integrations/data-in/connections/cio-journeys/
 */
const MESSAGE_METRICS: ReadonlyMap<unknown, string> = new Map([
  ['drafted', 'Drafted'],
  ['attempted', 'Attempted'],
  ['deferred', 'Deferred'],
  ['sent', 'Sent'],
  ['delivered', 'Delivered'],
  ['opened', 'Opened'],
  ['clicked', 'Link Clicked'],
  ['converted', 'Converted'],
  ['replied', 'Replied'],
  ['unsubscribed', 'Unsubscribed'],
  ['bounced', 'Bounced'],
  ['dropped', 'Suppressed'],
  ['spammed', 'Marked as Spam'],
  ['failed', 'Failed'],
  ['undeliverable', 'Undeliverable']
])

/** Metrics about a person: `object_type` then says no more than which channel it came by, if Customer.io knows. */
const PERSON_METRICS: ReadonlyMap<unknown, string> = new Map([
  ['subscribed', 'Customer Subscribed'],
  ['unsubscribed', 'Customer Unsubscribed'],
  ['cio_subscription_preferences_changed', 'Customer Subscription Preferences Changed']
])

/** The name of the track event for a report of Customer.io; undefined for what it does not document. */
export function eventName(objectType: unknown, metric: unknown): string | undefined {
  // The spec has a name for who unsubscribes by an e-mail.
  if (objectType === 'email' && metric === 'unsubscribed') return 'Email Unsubscribed'
  const ofPerson = PERSON_METRICS.get(metric)
  if (ofPerson !== undefined) return ofPerson
  const channel = CHANNELS.get(objectType)
  const happened = MESSAGE_METRICS.get(metric)
  if (channel === undefined || happened === undefined || objectType === 'customer') return undefined
  return `${channel} ${happened}`
}
