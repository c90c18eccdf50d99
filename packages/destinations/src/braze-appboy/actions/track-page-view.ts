import { defineAction, firstOf } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { person, properties, time } from '../fields'
import { eventItem } from '../payload/occurrence'
import { pageEventName, viewProperties } from '../payload/view-name'
import { settings } from '../settings'

/** https://www.braze.com/docs/api/objects_filters/event_object/ */
export const trackPageView = defineAction(settings, {
  title: 'Track Page View',
  description: 'Record that a user looked at a page as the custom event "Viewed … Page".',
  defaultSubscription: 'type = "page"',
  fields: {
    ...person,
    name: {
      label: 'Page Name',
      description: 'What the page is called; without it the event is "Loaded a Page".',
      type: 'string',
      default: firstOf('$.name', '$.properties.name')
    },
    category: {
      label: 'Page Category',
      description: 'Stands before the name of the page.',
      type: 'string',
      default: firstOf('$.category', '$.properties.category')
    },
    time,
    properties
  },
  endpoint: usersTrack,
  items: ({ payload, ...circumstances }) =>
    eventItem({
      ...circumstances,
      payload: { ...payload, name: pageEventName(payload), properties: viewProperties(payload) }
    })
})
