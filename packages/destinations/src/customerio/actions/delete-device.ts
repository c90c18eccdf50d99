import { defineAction } from '@waybill/kit'
import { entities } from '../endpoints'
import { deviceToken, email, personId } from '../fields'
import { identifierProblem, knownPerson } from '../payload/identifiers'
import { settings } from '../settings'

/** https://customer.io/docs/api/track/#operation/entity (Person: Delete device) */
export const deleteDevice = defineAction(settings, {
  title: 'Delete Device',
  description: 'Take a device away from a person, so that push messages no longer go there.',
  defaultSubscription: 'type = "track" and (event = "Application Uninstalled" or event = "Device Deleted")',
  fields: {
    person_id: personId,
    email,
    device_id: deviceToken
  },
  endpoint: entities,
  items: ({ payload }) => {
    const identifiers = knownPerson(payload)
    const problem = identifierProblem(
      identifiers,
      'a user ID or an e-mail address, since only known people have devices'
    )
    return problem ?? [{ type: 'person', action: 'delete_device', identifiers, device: { token: payload.device_id } }]
  }
})
