import { idOf, isProperties, withoutUndefined } from '../values/properties'
import type { Properties } from '../values/properties'
import type { ActionInput, Field } from './definition'
import { properties } from './fields'

export type PageField = 'name' | 'category' | 'url' | 'properties'

export const pageFields: Record<PageField, Field> = {
  name: { label: 'Name', description: 'What the page is called.', type: 'string', default: { '@path': '$.name' } },
  category: {
    label: 'Category',
    description: 'What kind of page it is.',
    type: 'string',
    default: { '@path': '$.category' }
  },
  url: { label: 'URL', description: 'Where the page is.', type: 'string', default: { '@path': '$.context.page.url' } },
  properties
}

type PageView = ActionInput<PageField>['payload']

/** The properties of a page, which hold its name and category too, as Segment gives them to its own destinations. */
export const propertiesOfPage = ({ name, category, ...page }: PageView): Properties =>
  withoutUndefined({
    ...(isProperties(page.properties) ? page.properties : {}),
    ...(name ? { name } : {}),
    ...(category ? { category } : {})
  })

/** Where a page is: what the call says before what the browser says. */
export function urlOfPage(view: PageView): string {
  const given = isProperties(view.properties) ? view.properties['url'] : undefined
  return idOf(given) ?? idOf(view.url) ?? window.location.href
}
