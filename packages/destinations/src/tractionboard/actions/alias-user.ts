import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { settings } from '../settings'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#alias */
export const aliasUser = defineAction(settings, {
  title: 'Alias User',
  description: 'Give a user a new ID; the old one is kept as an attribute of the new.',
  defaultSubscription: 'type = "alias"',
  fields: {
    message,
    user_id: { ...userId, label: 'New User ID', description: 'The ID the user has from now on.', required: true },
    previous_id: {
      label: 'Previous ID',
      description: 'The ID the user had until now.',
      type: 'string',
      category: 'identifier',
      required: true,
      default: { '@path': '$.previousId' }
    }
  },
  endpoint: messages,
  items: ({ payload }) =>
    messageItem(payload.message, {
      event: 'alias',
      external_user_id: payload.user_id,
      attributes: { previous_id: payload.previous_id }
    })
})
