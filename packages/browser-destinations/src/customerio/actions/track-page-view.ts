import type { Action } from '../../runtime/definition'
import { idOf } from '../../values/properties'
import { attributesOf } from '../attributes'
import type { CustomerioClient } from '../client'
import { explainIdentification } from '../explain-identification'

export const trackPageView: Action<CustomerioClient, 'name' | 'category' | 'url' | 'properties'> = {
  title: 'Track Page View',
  description: 'Record that a person viewed a page.',
  platform: 'web',
  defaultSubscription: 'type = "page"',
  fields: {
    name: {
      label: 'Name',
      description: 'What the page is called; without it, its URL names it.',
      type: 'string',
      default: { '@path': '$.name' }
    },
    category: {
      label: 'Category',
      description: 'What kind of page it is.',
      type: 'string',
      default: { '@path': '$.category' }
    },
    url: {
      label: 'URL',
      description: 'Where the page is.',
      type: 'string',
      default: { '@path': '$.context.page.url' }
    },
    properties: {
      label: 'Properties',
      description: 'More about the page.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  perform(client, { payload, analytics }) {
    explainIdentification(client, analytics)
    const { name, category, url } = payload
    const properties = attributesOf(payload.properties)
    const data = { ...properties, ...(name ? { name } : {}), ...(category ? { category } : {}) }
    const title = idOf(name) ?? idOf(properties['url']) ?? idOf(url) ?? window.location.href
    client.call((library) => library.page(title, data))
  }
}
