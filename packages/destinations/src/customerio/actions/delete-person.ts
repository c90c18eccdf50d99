import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { personId } from '../fields'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Delete) */
export const deletePerson = defineAction(settings, {
  title: 'Delete Person',
  description: 'Delete a person and everything Customer.io holds about them.',
  defaultSubscription: 'type = "track" and event = "User Deleted"',
  fields: { person_id: { ...personId, required: true } },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = knownPerson(payload)
    return identifierProblem(identifiers, 'a user ID') ?? [{ type: 'person', action: 'delete', identifiers }]
  }
})
