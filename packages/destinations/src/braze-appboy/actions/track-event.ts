import { defineAction } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { person, properties, time } from '../fields'
import { eventItem } from '../payload/occurrence'
import { settings } from '../settings'

/** https://www.braze.com/docs/api/objects_filters/event_object/ */
export const trackEvent = defineAction(settings, {
  title: 'Track Event',
  description: 'Record a custom event of a user.',
  defaultSubscription: 'type = "track"',
  fields: {
    ...person,
    name: {
      label: 'Event Name',
      description: 'What happened, in at most 255 characters.',
      type: 'string',
      required: true,
      default: { '@path': '$.event' }
    },
    time,
    properties
  },
  endpoint: usersTrack,
  items: eventItem
})
