import { defineAction, firstOf, reject } from '@waybill/kit'
import { usersTrack } from '../endpoints'
import { email, person, phone } from '../fields'
import { address } from '../payload/identifiers'
import { MAXIMUM_LENGTH } from '../payload/storable'
import { settings } from '../settings'

/** https://segment.com/docs/connections/destinations/catalog/braze/#group */
export const joinGroup = defineAction(settings, {
  title: 'Join Group',
  description: 'Mark a user as a member of a group by the custom attribute ab_segment_group_<group ID>.',
  defaultSubscription: 'type = "group"',
  fields: {
    ...person,
    // The traits of a group call are the group's: its e-mail is not the user's.
    email: { ...email, default: { '@path': '$.context.traits.email' } },
    phone: { ...phone, default: { '@path': '$.context.traits.phone' } },
    group_id: {
      label: 'Group ID',
      description: 'The ID of the group.',
      type: 'string',
      required: true,
      default: firstOf('$.groupId', '$.context.groupId')
    }
  },
  endpoint: usersTrack,
  items: (input) => {
    const addressed = address(input)
    if ('noItems' in addressed) return addressed.noItems
    const name = `ab_segment_group_${input.payload.group_id}`
    if (name.length > MAXIMUM_LENGTH) {
      return reject(`Group ID makes an attribute with a name longer than the ${MAXIMUM_LENGTH} characters Braze takes.`)
    }
    addressed.item[name] = true
    return [{ attributes: addressed.item }]
  }
})
