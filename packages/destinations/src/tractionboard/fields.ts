import type { Field } from '@waybill/kit'

/** Fields that several actions share: the same words and defaults everywhere. */
export const message = {
  label: 'Message',
  description: 'The whole Segment message: Tractionboard translates it on its side.',
  type: 'object',
  required: true,
  default: { '@path': '$.' }
} as const satisfies Field

export const userId = {
  label: 'User ID',
  description: 'The ID of the user in your own database: Tractionboard’s External User ID.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.userId' }
} as const satisfies Field

export const traits = {
  label: 'Traits',
  description: 'What Tractionboard saves as attributes of the user.',
  type: 'object',
  default: { '@path': '$.traits' }
} as const satisfies Field
