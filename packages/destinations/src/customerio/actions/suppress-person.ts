import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { personId } from '../fields'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Suppress) */
export const suppressPerson = defineAction(settings, {
  title: 'Suppress Person',
  description: 'Delete a person and refuse any data about them from now on.',
  defaultSubscription: 'type = "track" and event = "User Suppressed"',
  fields: { person_id: { ...personId, required: true } },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = knownPerson(payload)
    return identifierProblem(identifiers, 'a user ID') ?? [{ type: 'person', action: 'suppress', identifiers }]
  }
})
