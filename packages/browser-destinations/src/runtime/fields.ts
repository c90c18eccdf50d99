import type { Field } from './definition'

/** The fields that actions of every destination begin with. */

export const userId: Field = {
  label: 'User ID',
  description: 'The ID of the person in your own database.',
  type: 'string',
  default: { '@path': '$.userId' }
}

export const traits: Field = {
  label: 'Traits',
  description: 'What to save.',
  type: 'object',
  default: { '@path': '$.traits' }
}

export const eventName: Field = {
  label: 'Name',
  description: 'What happened.',
  type: 'string',
  default: { '@path': '$.event' }
}

export const properties: Field = {
  label: 'Properties',
  description: 'More about it.',
  type: 'object',
  default: { '@path': '$.properties' }
}
