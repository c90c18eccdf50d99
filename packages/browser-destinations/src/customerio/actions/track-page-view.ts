import type { Action } from '../../runtime/definition'
import { pageFields, propertiesOfPage, urlOfPage } from '../../runtime/page-view'
import type { PageField } from '../../runtime/page-view'
import { idOf } from '../../values/properties'
import { attributesOf } from '../attributes'
import type { CustomerioClient } from '../client'
import { explainIdentification } from '../explain-identification'

/** A page without a name is called by its URL. */
export const trackPageView: Action<CustomerioClient, PageField> = {
  title: 'Track Page View',
  description: 'Record that a person viewed a page.',
  platform: 'web',
  defaultSubscription: 'type = "page"',
  fields: pageFields,
  perform(client, { payload, analytics }) {
    explainIdentification(client, analytics)
    const data = attributesOf(propertiesOfPage(payload))
    const title = idOf(payload.name) ?? urlOfPage(payload)
    client.call((library) => library.page(title, data))
  }
}
