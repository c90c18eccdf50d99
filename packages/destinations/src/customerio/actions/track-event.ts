import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, convertTimestamp, email, messageId, personId, timestamp } from '../fields'
import { eventItem } from '../payload/event-item'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Event) */
export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record something a person did, known or anonymous.',
  defaultSubscription: 'type = "track"',
  fields: {
    person_id: personId,
    email,
    anonymous_id: anonymousId,
    name: {
      label: 'Event Name',
      description: 'What happened, in at most 100 bytes.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    message_id: messageId,
    timestamp,
    data: {
      label: 'Event Data',
      description: 'What campaigns and messages may refer to.',
      type: 'object',
      default: { '@path': '$.properties' }
    },
    convert_timestamp: convertTimestamp
  },
  endpoint: entities,
  items: ({ payload, note }) => eventItem(payload, { action: 'event', name: payload.name }, note)
})
