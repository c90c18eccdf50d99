import { defineAction } from '@waybill/kit'
import { events } from '../endpoints'
import { bsin, email, timestamp, userId } from '../fields'
import { eventItem } from '../payload/event-item'
import { settings } from '../settings'

/** https://docs.zetaglobal.com/reference/track */
export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record something a person did.',
  defaultSubscription: 'type = "track"',
  fields: {
    user_id: userId,
    email,
    bsin,
    event_type: {
      label: 'Event Name',
      description: 'What happened; Boomtrain handles viewed, liked and shared specially.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    resource_type: {
      label: 'Resource Type',
      description: 'What kind of content the event is about, such as article or product.',
      type: 'string',
      default: { '@path': '$.properties.resource_type' }
    },
    resource_id: {
      label: 'Resource ID',
      description: 'Which piece of content the event is about.',
      type: 'string',
      default: { '@path': '$.properties.resource_id' }
    },
    timestamp,
    properties: {
      label: 'Properties',
      description: 'More about the event.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  endpoint: events,
  items: (input) => eventItem(input, input.payload)
})
