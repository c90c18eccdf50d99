import { firstOf } from '@waybill/kit'
import type { Field } from '@waybill/kit'

/** Fields that several actions share: the same words and defaults everywhere. */
export const externalId = {
  label: 'External ID',
  description: 'The ID of the user in your own systems.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.userId' }
} as const satisfies Field

/** https://segment.com/docs/connections/destinations/catalog/braze/ (anonymous users in cloud mode) */
export const brazeId = {
  label: 'Braze ID',
  description: "Braze's own ID of the user; identifies users without an external ID.",
  type: 'string',
  category: 'identifier',
  default: firstOf(
    '$.integrations.Braze.braze_id',
    '$.integrations.Appboy.braze_id',
    '$.context.integrations.Braze.braze_id',
    '$.context.integrations.Appboy.braze_id'
  )
} as const satisfies Field

const userAlias = {
  label: 'User Alias',
  description: 'An object with alias_name and alias_label; identifies users without an external ID or a Braze ID.',
  type: 'object',
  category: 'identifier'
} as const satisfies Field

export const email = {
  label: 'Email',
  description: 'Identifies the user when there is no ID and no alias.',
  type: 'string',
  category: 'identifier',
  // Not from the properties: the address in an "Invite Sent" is somebody else's.
  default: { '@path': '$.context.traits.email' }
} as const satisfies Field

export const phone = {
  label: 'Phone',
  description: 'Identifies the user when there is nothing else.',
  type: 'string',
  category: 'identifier',
  default: firstOf('$.context.traits.phone', '$.properties.phone')
} as const satisfies Field

const anonymousId = {
  label: 'Anonymous ID',
  description: 'Tells an anonymous person, whom Braze cannot know, from an event that lacks its user. Never sent.',
  type: 'string',
  category: 'identifier',
  default: { '@path': '$.anonymousId' }
} as const satisfies Field

/** Whom an event is about. */
export const person = {
  external_id: externalId,
  braze_id: brazeId,
  user_alias: userAlias,
  email,
  phone,
  anonymous_id: anonymousId
} as const satisfies Record<string, Field>

export const time = {
  label: 'Time',
  description: 'When it happened: ISO 8601 or unix time.',
  type: 'string',
  default: firstOf('$.timestamp', '$.originalTimestamp', '$.sentAt', '$.receivedAt')
} as const satisfies Field

export const properties = {
  label: 'Properties',
  description: 'What campaigns and messages may refer to. Names Braze reserves are left out.',
  type: 'object',
  default: { '@path': '$.properties' }
} as const satisfies Field

export const aliasLabel = {
  label: 'Alias Label',
  description: 'The kind of alias: Braze keeps one alias of each label and name.',
  type: 'string',
  required: true,
  default: 'segment_id'
} as const satisfies Field
