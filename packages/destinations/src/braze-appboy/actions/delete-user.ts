import { defineAction } from '@waybill/kit'
import { usersDelete } from '../endpoints'
import { externalId } from '../fields'
import { settings } from '../settings'

/** https://www.braze.com/docs/api/endpoints/user_data/post_user_delete */
export const deleteUser = defineAction(settings, {
  title: 'Delete User',
  description: 'Delete a user and everything Braze holds about them. This cannot be undone.',
  defaultSubscription: 'type = "track" and event = "User Deleted"',
  fields: { external_id: { ...externalId, required: true } },
  endpoint: usersDelete,
  // The list this goes to is one of plain texts, and an item is an object: it is a text once it is JSON.
  items: ({ payload: { external_id } }) => [{ toJSON: () => external_id }]
})
