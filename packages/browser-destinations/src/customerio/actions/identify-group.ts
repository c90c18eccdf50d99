import type { Action } from '../../runtime/definition'
import { traits, userId } from '../../runtime/fields'
import { idOf, withoutUndefined } from '../../values/properties'
import { attributesOf } from '../attributes'
import type { CustomerioClient } from '../client'
import { explainIdentification } from '../explain-identification'

/**
 * Customer.io's library in the browser knows no groups: what is known of one becomes attributes of the person, as in
 * Segment's own device mode.
 */
export const identifyGroup: Action<CustomerioClient, 'userId' | 'groupId' | 'traits'> = {
  title: 'Identify Group',
  description: 'Save what is known about the group of a person as attributes of the person.',
  platform: 'web',
  defaultSubscription: 'type = "group"',
  fields: {
    userId,
    groupId: {
      label: 'Group ID',
      description: 'The ID of the group in your own database.',
      type: 'string',
      default: { '@path': '$.groupId' }
    },
    traits
  },
  perform(client, { payload, analytics }) {
    explainIdentification(client, analytics)
    const id = idOf(payload.userId)
    if (id === undefined) return
    const group = withoutUndefined({ ...attributesOf(payload.traits), id: idOf(payload.groupId) })
    const attributes = Object.fromEntries(Object.entries(group).map(([key, value]) => [`Group ${key}`, value]))
    client.call((library) => library.identify({ ...attributes, id }))
  }
}
