import { defineAction, skip } from '@waybill/kit'
import { usersIdentify } from '../endpoints'
import { aliasLabel, externalId } from '../fields'
import { settings } from '../settings'

/**
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_identify: a user known by an alias only turns out to be
 * someone. There are such users only where User Alias is mapped in the other actions.
 */
export const identifyUser = defineAction(settings, {
  title: 'Identify User',
  description: 'Move what a user did under an alias to the user with the external ID. This cannot be undone.',
  fields: {
    external_id: { ...externalId, required: true },
    alias_name: {
      label: 'Alias Name',
      description: 'The name the user went by, as it was mapped to User Alias.',
      type: 'string',
      required: true,
      category: 'identifier',
      default: { '@path': '$.previousId' }
    },
    alias_label: aliasLabel
  },
  endpoint: usersIdentify,
  items: ({ payload: { external_id, alias_name, alias_label } }) =>
    external_id === alias_name
      ? skip('the previous ID is the ID of the user, so there is no one to identify')
      : [{ external_id, user_alias: { alias_name, alias_label } }]
})
