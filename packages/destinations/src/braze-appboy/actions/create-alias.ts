import { defineAction, skip } from '@waybill/kit'
import { aliasesNew } from '../endpoints'
import { aliasLabel, externalId } from '../fields'
import { settings } from '../settings'

/**
 * https://www.braze.com/docs/api/endpoints/user_data/post_user_alias: a further name for a user who exists. What Segment
 * calls alias says just that: who was `previousId` is `userId`. Nothing is merged or deleted, so it cannot go wrong.
 */
export const createAlias = defineAction(settings, {
  title: 'Create Alias',
  description:
    'Let a user be found by their previous ID as well. The user has to exist: it is tried again until they do.',
  defaultSubscription: 'type = "alias"',
  fields: {
    external_id: { ...externalId, required: true },
    alias_name: {
      label: 'Alias Name',
      description: 'The other name of the user.',
      type: 'string',
      required: true,
      category: 'identifier',
      default: { '@path': '$.previousId' }
    },
    alias_label: aliasLabel
  },
  endpoint: aliasesNew,
  items: ({ payload: { external_id, alias_name, alias_label } }) =>
    external_id === alias_name
      ? skip('the previous ID is the ID of the user, so there is no other name to add')
      : [{ external_id, alias_name, alias_label }]
})
