import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { objectId, objectTypeId } from '../fields'
import { objectIdentifiers, objectProblem } from '../payload/object-identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Object: Delete) */
export const deleteObject = defineAction(settings, {
  title: 'Delete Object',
  description: 'Delete an object and its relationships to people.',
  defaultSubscription: 'type = "track" and event = "Object Deleted"',
  fields: {
    object_id: objectId,
    object_type_id: objectTypeId
  },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = objectIdentifiers(payload.object_id, payload.object_type_id)
    return objectProblem(identifiers) ?? [{ type: 'object', action: 'delete', identifiers }]
  }
})
