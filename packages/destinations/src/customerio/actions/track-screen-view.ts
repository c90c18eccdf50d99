import { defineAction, firstOf } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, convertTimestamp, email, messageId, personId, timestamp } from '../fields'
import { eventItem } from '../payload/event-item'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Screen view) */
export const trackScreenView = defineAction(settings, {
  title: 'Track Screen View',
  description: 'Record that a person looked at a screen of a mobile app.',
  defaultSubscription: 'type = "screen"',
  fields: {
    person_id: personId,
    email,
    anonymous_id: anonymousId,
    name: {
      label: 'Screen Name',
      description: 'What the screen is called, in at most 100 bytes.',
      type: 'string',
      required: true,
      default: firstOf('$.name', '$.properties.name', '$.context.screen.name')
    },
    message_id: messageId,
    timestamp,
    data: {
      label: 'Screen Data',
      description: 'What campaigns and messages may refer to.',
      type: 'object',
      default: { '@path': '$.properties' }
    },
    convert_timestamp: convertTimestamp
  },
  endpoint: entities,
  items: ({ payload, note }) => eventItem(payload, { action: 'screen', name: payload.name }, note)
})
