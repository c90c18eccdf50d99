import { defineAction, firstOf, reject } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, convertTimestamp, email, messageId, personId, timestamp } from '../fields'
import { eventItem, nameFrom } from '../payload/event-item'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Page view) */
export const trackPageView = defineAction(settings, {
  title: 'Track Page View',
  description: 'Record that a person looked at a page of a website.',
  defaultSubscription: 'type = "page"',
  fields: {
    person_id: personId,
    email,
    anonymous_id: anonymousId,
    name: {
      label: 'Page Name',
      description: 'What the page is called, in at most 100 bytes; without it the URL is the name.',
      type: 'string',
      default: firstOf('$.name', '$.properties.name')
    },
    url: {
      label: 'Page URL',
      description: 'Names the page when it has no name.',
      type: 'string',
      default: firstOf('$.properties.url', '$.context.page.url', '$.properties.path', '$.context.page.path')
    },
    message_id: messageId,
    timestamp,
    data: {
      label: 'Page Data',
      description: 'What campaigns and messages may refer to.',
      type: 'object',
      default: { '@path': '$.properties' }
    },
    convert_timestamp: convertTimestamp
  },
  endpoint: entities,
  items: ({ payload, note }) => {
    const name = payload.name || (payload.url && nameFrom(payload.url, note))
    if (!name) return reject('The page has no name: it needs a Page Name or a Page URL.')
    return eventItem(payload, { action: 'page', name }, note)
  }
})
