import { defineAction, firstOf } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { person, properties, time } from '../fields'
import { eventItem } from '../payload/occurrence'
import { screenEventName, viewProperties } from '../payload/view-name'
import { settings } from '../settings'

/** https://www.braze.com/docs/api/objects_filters/event_object/ */
export const trackScreenView = defineAction(settings, {
  title: 'Track Screen View',
  description: 'Record that a user looked at a screen of an app as the custom event "Viewed … Screen".',
  defaultSubscription: 'type = "screen"',
  fields: {
    ...person,
    name: {
      label: 'Screen Name',
      description: 'What the screen is called; without it the event is "Loaded a Screen".',
      type: 'string',
      default: firstOf('$.name', '$.properties.name')
    },
    time,
    properties
  },
  endpoint: usersTrack,
  items: ({ payload, ...circumstances }) =>
    eventItem({
      ...circumstances,
      payload: { ...payload, name: screenEventName(payload), properties: viewProperties(payload) }
    })
})
