import type { AnyEndpoint, Fields } from '@waybill/kit'
import { literal } from '../code/literal'
import type { Names } from './names'

/** An endpoint of a destination under the name its module exports it by. */
export interface NamedEndpoint {
  readonly name: string
  readonly endpoint: AnyEndpoint
}

/** The fields an action begins with: the values its endpoint wants in the URL, what happened, and more about it. */
const beginningFields = ({ endpoint }: NamedEndpoint): Fields => ({
  ...Object.fromEntries(
    (endpoint.route ?? []).map((part) => [
      part,
      {
        label: part === 'id' ? 'ID' : part,
        description: `What stands as "${part}" in the URL of the request.`,
        type: 'string',
        required: true,
        default: { '@path': '$.userId' }
      }
    ])
  ),
  name: {
    label: 'Event Name',
    description: 'What happened.',
    type: 'string',
    required: true,
    default: { '@path': '$.event' }
  },
  data: {
    label: 'Event Data',
    description: 'More about the event.',
    type: 'object',
    default: { '@path': '$.properties' }
  }
})

/** The file of an action that sends what its fields hold. */
export function actionText(names: Names, of: NamedEndpoint): string {
  const { name, endpoint } = of
  const content = endpoint.slots?.[0] === undefined ? '{ name, data }' : `{ ${endpoint.slots[0]}: { name, data } }`
  const route = endpoint.route ?? []
  const item = route.length === 0 ? content : `{ route: { ${route.join(', ')} }, body: ${content} }`
  return `import { defineAction } from '@waybill/kit'
import { ${name} } from '../endpoints'
import { settings } from '../settings'

/** ${endpoint.docs} */
export const ${names.identifier} = defineAction(settings, {
  title: ${literal(names.title)},
  description: ${literal(`${names.title.charAt(0)}${names.title.slice(1).toLowerCase()} by what a track call says.`)},
  defaultSubscription: 'type = "track"',
  fields: ${literal(beginningFields(of), '  ')},
  endpoint: ${name},
  items: ({ payload: { ${[...route, 'name', 'data'].join(', ')} } }) => [${item}]
})
`
}
