import { defineAction, isEmail } from '@waybill/kit'
import { people } from '../endpoints'
import { personId } from '../fields'
import { settings } from '../settings'

/** https://acme.example/docs/people */
export const savePerson = defineAction(settings, {
  title: 'Save Person',
  description: 'Save what is known about a person.',
  defaultSubscription: 'type = "identify"',
  fields: {
    id: personId,
    email: {
      label: 'Email',
      description: 'Where the person gets mail.',
      type: 'string',
      default: { '@path': '$.traits.email' }
    },
    attributes: {
      label: 'Attributes',
      description: 'Everything else to save.',
      type: 'object',
      default: { '@path': '$.traits' }
    }
  },
  endpoint: people,
  items: ({ payload, note }) => {
    const body: Record<string, unknown> = { ...payload.attributes, email: payload.email }
    // A bad optional value never costs the event: it is left out, and the note says so.
    if (payload.email && !isEmail(payload.email)) {
      delete body['email']
      note('The Email was left out: it is not an e-mail address.')
    }
    return [{ route: { id: payload.id }, body }]
  }
})
