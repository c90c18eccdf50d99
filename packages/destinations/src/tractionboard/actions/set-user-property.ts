import { defineAction } from '@waybill/kit'
import { messages } from '../endpoints'
import { message, traits, userId } from '../fields'
import { messageItem } from '../payload/message-item'
import { propertyOf } from '../payload/user-property'
import { settings } from '../settings'
import { subscriptions } from '../subscriptions'

/** https://segment.com/docs/connections/destinations/catalog/tractionboard/#engage */
export const setUserProperty = defineAction(settings, {
  title: 'Set User Property',
  description: 'Save a computed trait of Engage, or whether the user is in an audience, as a property of the user.',
  defaultSubscription: subscriptions.properties,
  fields: {
    message,
    user_id: userId,
    computation_class: {
      label: 'Computation Class',
      description: 'What Engage computed: trait, audience or journey_step.',
      type: 'string',
      default: { '@path': '$.context.personas.computation_class' }
    },
    computation_key: {
      label: 'Computation Key',
      description: 'The name of the trait or audience; in snake case it is the name of the property.',
      type: 'string',
      required: true,
      default: { '@path': '$.context.personas.computation_key' }
    },
    traits: { ...traits, description: 'Holds the value under the computation key.' }
  },
  endpoint: messages,
  items: ({ payload }) => {
    const property = propertyOf(payload)
    if ('reason' in property) return property
    return messageItem(payload.message, {
      event: 'attributes',
      external_user_id: payload.user_id || undefined,
      attributes: property.attributes
    })
  }
})
