import { defineAction, firstOf } from '@waybill/kit'
import { people } from '../endpoints'
import { email, userId } from '../fields'
import { personAttributes } from '../payload/person-attributes'
import { settings } from '../settings'

/** https://docs.zetaglobal.com/docs/create-or-update-a-person */
export const createUpdatePerson = defineAction(settings, {
  title: 'Create or Update Person',
  description: 'Save what is known about a person.',
  defaultSubscription: 'type = "identify"',
  fields: {
    user_id: { ...userId, required: true },
    email: {
      ...email,
      description: 'The e-mail address of the person; without it the User ID, if that is an e-mail address.',
      default: { '@path': '$.traits.email' }
    },
    created_at: {
      label: 'Created At',
      description: 'When the person became a customer: ISO 8601 or unix time. Saved as unix seconds.',
      type: 'string',
      default: firstOf('$.traits.createdAt', '$.traits.created_at')
    },
    attributes: {
      label: 'Attributes',
      description:
        'Everything else to save. What is absent stays unchanged; null or the empty text clears an attribute.',
      type: 'object',
      default: { '@path': '$.traits' }
    },
    convert_dates: {
      label: 'Convert Dates',
      description: 'Save dates among the attributes as unix seconds, as Segment does; signed_up_at stays ISO 8601.',
      type: 'boolean',
      default: true
    }
  },
  endpoint: people,
  items: ({ payload, note }) => [
    {
      route: { idType: 'user_id', id: payload.user_id },
      body: { attributes: personAttributes(payload, note) }
    }
  ]
})
