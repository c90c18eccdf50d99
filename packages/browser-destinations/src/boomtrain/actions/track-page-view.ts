import type { Action } from '../../runtime/definition'
import { idOf, isProperties, withoutUndefined } from '../../values/properties'
import type { BoomtrainClient } from '../client'
import { md5 } from '../md5'

/** A page is known by its ID, else by the MD5 of its URL, so that it is the same content whoever reports it. */
export const trackPageView: Action<BoomtrainClient, 'name' | 'category' | 'url' | 'properties'> = {
  title: 'Track Page View',
  description: 'Record that a person viewed a page, which also lets Boomtrain learn about its content.',
  platform: 'web',
  defaultSubscription: 'type = "page"',
  fields: {
    name: { label: 'Name', description: 'What the page is called.', type: 'string', default: { '@path': '$.name' } },
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
      description: 'More about the page; its id and model say what content it shows.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  perform(client, { payload }) {
    const { name, category, url } = payload
    const properties = isProperties(payload.properties) ? payload.properties : {}
    const address = idOf(properties['url']) ?? idOf(url) ?? window.location.href
    const content = {
      ...withoutUndefined({ ...properties, ...(name ? { name } : {}), ...(category ? { category } : {}) }),
      ...withoutUndefined({ model: properties['model'] || modelOfPage() }),
      id: properties['id'] || md5(address)
    }
    client.call((library) => library.view(content))
  }
}

/** The type the page gives itself for those who share it. */
const modelOfPage = (): string | undefined =>
  document.querySelector('meta[property="og:type"]')?.getAttribute('content') || undefined
