import type { Action } from '../../runtime/definition'
import { eventName, properties } from '../../runtime/fields'
import { attributesOf } from '../attributes'
import type { CustomerioClient } from '../client'
import { explainIdentification } from '../explain-identification'

export const trackEvent: Action<CustomerioClient, 'name' | 'properties'> = {
  title: 'Track Event',
  description: 'Record something a person did.',
  platform: 'web',
  defaultSubscription: 'type = "track"',
  fields: { name: eventName, properties },
  perform(client, { payload, analytics }) {
    explainIdentification(client, analytics)
    const name = String(payload.name)
    const data = attributesOf(payload.properties)
    client.call((library) => library.track(name, data))
  }
}
