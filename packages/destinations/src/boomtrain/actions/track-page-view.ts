import { defineAction, firstOf, reject } from '@waybill/kit'
import { events } from '../endpoints'
import { bsin, email, timestamp, userId } from '../fields'
import { eventItem } from '../payload/event-item'
import { md5 } from '../payload/md5'
import { settings } from '../settings'

/** https://segment.com/docs/connections/destinations/catalog/boomtrain/ */
export const trackPageView = defineAction(settings, {
  title: 'Track Page View',
  description: 'Record that a person viewed a page, which also lets Boomtrain learn about its content.',
  defaultSubscription: 'type = "page"',
  fields: {
    user_id: userId,
    email,
    bsin,
    id: {
      label: 'Page ID',
      description:
        'Which piece of content was viewed; without it, the MD5 of the Page URL, as Boomtrain’s library does.',
      type: 'string',
      default: { '@path': '$.properties.id' }
    },
    model: {
      label: 'Page Model',
      description: 'What kind of content was viewed, such as article or product.',
      type: 'string',
      default: { '@path': '$.properties.model' }
    },
    url: {
      label: 'Page URL',
      description: 'Identifies the page when it has no ID.',
      type: 'string',
      default: firstOf('$.properties.url', '$.context.page.url')
    },
    name: {
      label: 'Page Name',
      description: 'What the page is called.',
      type: 'string',
      default: firstOf('$.name', '$.properties.name')
    },
    timestamp,
    properties: {
      label: 'Properties',
      description: 'More about the page.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  endpoint: events,
  items: (input) => {
    const { id, model, url, name, properties } = input.payload
    const resource = id || (url && md5(url))
    if (!resource) return reject('The page cannot be identified: it needs a Page ID or a Page URL.')
    const viewed: Record<string, unknown> = { ...properties, id: resource }
    if (model) viewed['model'] = model
    if (url) viewed['url'] = url
    if (name) viewed['name'] = name
    return eventItem(input, { event_type: 'viewed', resource_type: model, resource_id: resource, properties: viewed })
  }
})
