import type { Action } from '../../runtime/definition'
import { eventName, properties } from '../../runtime/fields'
import { isProperties } from '../../values/properties'
import type { BoomtrainClient } from '../client'

export const trackEvent: Action<BoomtrainClient, 'name' | 'properties'> = {
  title: 'Track Event',
  description: 'Record something a person did.',
  platform: 'web',
  defaultSubscription: 'type = "track"',
  fields: { name: eventName, properties },
  perform(client, { payload }) {
    const name = String(payload.name)
    const given = isProperties(payload.properties) ? { ...payload.properties } : {}
    client.call((library) => library.track(name, given))
  }
}
