import { firstOf } from '@waybill/kit'
import type { Field } from '@waybill/kit'

/** Fields that several actions share: the same words and defaults everywhere. */
export const userId = {
  label: 'User ID',
  description: 'The ID of the person in your own database.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.userId' }
} as const satisfies Field

export const email = {
  label: 'Email',
  description: 'The e-mail address of the person.',
  type: 'string',
  category: 'identifier',
  // Not from the properties: the address in an "Invite Sent" is somebody else's.
  default: { '@path': '$.context.traits.email' }
} as const satisfies Field

export const bsin = {
  label: 'Boomtrain ID',
  description:
    'Boomtrain’s own ID of the person (BSIN), for visitors who are only known to its library in the browser.',
  type: 'string',
  category: 'identifier',
  default: firstOf('$.integrations.Boomtrain.bsin', '$.context.integrations.Boomtrain.bsin')
} as const satisfies Field

export const timestamp = {
  label: 'Timestamp',
  description: 'When it happened: ISO 8601 or unix time.',
  type: 'string',
  default: { '@path': '$.timestamp' }
} as const satisfies Field
