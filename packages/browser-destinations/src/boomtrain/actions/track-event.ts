import type { Action } from '../../runtime/definition'
import { isProperties } from '../../values/properties'
import type { BoomtrainClient } from '../client'

export const trackEvent: Action<BoomtrainClient, 'name' | 'properties'> = {
  title: 'Track Event',
  description: 'Record something a person did.',
  platform: 'web',
  defaultSubscription: 'type = "track"',
  fields: {
    name: { label: 'Name', description: 'What happened.', type: 'string', default: { '@path': '$.event' } },
    properties: {
      label: 'Properties',
      description: 'More about the event, given to Boomtrain as it is.',
      type: 'object',
      default: { '@path': '$.properties' }
    }
  },
  perform(client, { payload }) {
    const name = String(payload.name)
    const properties = isProperties(payload.properties) ? { ...payload.properties } : {}
    client.call((library) => library.track(name, properties))
  }
}
