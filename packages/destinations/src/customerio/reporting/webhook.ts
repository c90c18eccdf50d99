import { defineWebhook, isJsonObject, unixMilliseconds } from '@waybill/kit'
import type { SegmentEvent, WebhookTranslation } from '@waybill/kit'
import { eventName } from './event-name'
import { reportedPerson } from './person'
import { eventProperties } from './properties'

/** Longer ones are no ULID, and Segment takes a `messageId` of less than 100 characters. */
const MAXIMUM_ID_LENGTH = 64

/** Customer.io's reporting webhooks: what became of messages, and of people's subscriptions. */
export const reportingWebhook = defineWebhook({
  docs: 'https://docs.customer.io/api/webhooks',
  signature: {
    signatureHeader: 'x-cio-signature',
    timestampHeader: 'x-cio-timestamp',
    prefix: (timestamp) => `v0:${timestamp}:`
  },
  answerWithinSeconds: 4,
  translate
})

/** `{"event_id":"…","object_type":"email","metric":"sent","timestamp":1613063089,"data":{…}}` as one track event. */
function translate(body: unknown): WebhookTranslation {
  if (!isJsonObject(body)) return skipped('the webhook holds no JSON object')
  const { object_type: objectType, metric, data } = body
  const event = eventName(objectType, metric)
  if (event === undefined) {
    return skipped(`Customer.io documents no metric ${quoted(metric)} of ${quoted(objectType)}`)
  }
  if (!isJsonObject(data)) return skipped(`the webhook "${event}" has no data`)
  const person = reportedPerson(data)
  if (person === undefined) return skipped(`"${event}" is about a person with neither an ID nor an e-mail address`)
  const { email, ...identity } = person
  const track: SegmentEvent = {
    type: 'track',
    ...identity,
    event,
    ...messageId(body['event_id']),
    ...occurredAt(body['timestamp']),
    channel: 'server',
    context: email === undefined ? {} : { traits: { email } },
    properties: eventProperties(objectType, data)
  }
  return { kind: 'events', events: [track] }
}

/** Customer.io sends a webhook again, with the same `event_id`, until it is answered. */
const messageId = (eventId: unknown): { readonly messageId?: string } =>
  typeof eventId === 'string' && eventId !== '' && eventId.length <= MAXIMUM_ID_LENGTH
    ? { messageId: `customerio-${eventId}` }
    : {}

function occurredAt(timestamp: unknown): { readonly timestamp?: string } {
  const milliseconds = unixMilliseconds(timestamp)
  return milliseconds === undefined ? {} : { timestamp: new Date(milliseconds).toISOString() }
}

const skipped = (reason: string): WebhookTranslation => ({ kind: 'skipped', reason })

const quoted = (value: unknown): string => (typeof value === 'string' ? `"${value.slice(0, 60)}"` : `(${typeof value})`)
