import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, traits, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#group */
export const saveGroupTraits = defineAction(settings, {
  title: 'Save Group Traits',
  description: 'Save the traits of a group as attributes of the user who belongs to it.',
  defaultSubscription: 'type = "group"',
  fields: {
    message,
    user_id: userId,
    group_id: {
      label: 'Group ID',
      description: 'The ID of the group in your own database.',
      type: 'string',
      default: { '@path': '$.groupId' }
    },
    traits
  },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, {
      event: 'attributes',
      external_user_id: payload.user_id || undefined,
      group_id: payload.group_id || undefined,
      attributes: payload.traits
    })
})
