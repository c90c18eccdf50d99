import { firstOf } from '@waybill/kit'
import type { Field } from '@waybill/kit'

/** Fields that several actions share: the same words and defaults everywhere. */
export const personId = {
  label: 'Person ID',
  description: 'The ID of the person; an e-mail address or a `cio_` ID is recognised as such.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.userId' }
} as const satisfies Field

export const email = {
  label: 'Email',
  description: 'Identifies the person when there is no ID.',
  type: 'string',
  category: 'identifier',
  // Not from the properties: the address in an "Invite Sent" is somebody else's.
  default: { '@path': '$.context.traits.email' }
} as const satisfies Field

export const anonymousId = {
  label: 'Anonymous ID',
  description: 'Identifies the person until they are known.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.anonymousId' }
} as const satisfies Field

export const messageId = {
  label: 'Message ID',
  description: 'Makes a repeated delivery of the same event recognisable to Customer.io.',
  type: 'string',
  default: { '@path': '$.messageId' }
} as const satisfies Field

export const timestamp = {
  label: 'Timestamp',
  description: 'When it happened: ISO 8601 or unix time.',
  type: 'string',
  default: { '@path': '$.timestamp' }
} as const satisfies Field

export const convertTimestamp = {
  label: 'Convert Timestamps',
  description: 'Send dates inside the data as unix seconds, the form in which Customer.io compares times.',
  type: 'boolean',
  default: true
} as const satisfies Field

export const objectTypeId = {
  label: 'Object Type ID',
  description: 'The number of the object type in Customer.io; the first type created is 1.',
  type: 'string',
  default: firstOf('$.properties.object_type_id', '$.properties.objectTypeId')
} as const satisfies Field

export const objectId = {
  label: 'Object ID',
  description: 'The ID of the object; kept exactly as it is.',
  type: 'string',
  required: true,
  category: 'identifier',
  default: firstOf('$.properties.objectId', '$.properties.object_id')
} as const satisfies Field

export const deviceToken = {
  label: 'Device Token',
  description: 'The token the push service gave the app.',
  type: 'string',
  required: true,
  default: { '@path': '$.context.device.token' }
} as const satisfies Field
