import type { Action } from '../../runtime/definition'
import { pageFields, propertiesOfPage, urlOfPage } from '../../runtime/page-view'
import type { PageField } from '../../runtime/page-view'
import { withoutUndefined } from '../../values/properties'
import type { BoomtrainClient } from '../client'
import { md5 } from '../md5'

/** A page is known by its ID, else by the MD5 of its URL, so that it is the same content whoever reports it. */
export const trackPageView: Action<BoomtrainClient, PageField> = {
  title: 'Track Page View',
  description: 'Record that a person viewed a page, which also lets Boomtrain learn about its content.',
  platform: 'web',
  defaultSubscription: 'type = "page"',
  fields: pageFields,
  perform(client, { payload }) {
    const properties = propertiesOfPage(payload)
    const content = {
      ...properties,
      ...withoutUndefined({ model: properties['model'] || modelOfPage() }),
      id: properties['id'] || md5(urlOfPage(payload))
    }
    client.call((library) => library.view(content))
  }
}

/** The type the page gives itself for those who share it. */
const modelOfPage = (): string | undefined =>
  document.querySelector('meta[property="og:type"]')?.getAttribute('content') || undefined
