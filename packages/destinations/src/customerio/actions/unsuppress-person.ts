import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { personId } from '../fields'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Unsuppress) */
export const unsuppressPerson = defineAction(settings, {
  title: 'Unsuppress Person',
  description: 'Accept data about a suppressed person again.',
  defaultSubscription: 'type = "track" and event = "User Unsuppressed"',
  fields: { person_id: { ...personId, required: true } },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = knownPerson(payload)
    return identifierProblem(identifiers, 'a user ID') ?? [{ type: 'person', action: 'unsuppress', identifiers }]
  }
})
