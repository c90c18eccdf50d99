import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, email, objectId, objectTypeId, personId } from '../fields'
import { anyPerson, identifierProblem } from '../payload/identifiers'
import { objectIdentifiers, objectProblem } from '../payload/object-identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Object: Delete relationships) */
export const deleteRelationship = defineAction(settings, {
  title: 'Delete Relationship',
  description: 'End the relationship between a person, known or anonymous, and an object.',
  defaultSubscription: 'type = "track" and event = "Relationship Deleted"',
  fields: {
    person_id: personId,
    email,
    anonymous_id: anonymousId,
    object_id: objectId,
    object_type_id: objectTypeId
  },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = objectIdentifiers(payload.object_id, payload.object_type_id)
    const person = anyPerson(payload)
    const problem =
      identifierProblem(person, 'a user ID, an e-mail address or an anonymous ID') ?? objectProblem(identifiers)
    if (problem !== undefined) return problem
    return [
      { type: 'object', action: 'delete_relationships', identifiers, cio_relationships: [{ identifiers: person }] }
    ]
  }
})
