import { defineAction, firstOf, isEmail, secondsOrNote, skip } from '@waybill/kit'
import { entities } from '../endpoints'
import { anonymousId, convertTimestamp, email, personId, timestamp } from '../fields'
import { relationshipAttributes, storedAttributes } from '../payload/attributes'
import { fitsIdentifier, identifierProblem, knownPerson } from '../payload/identifiers'
import { objectIdentifiers, objectProblem } from '../payload/object-identifiers'
import { settings } from '../settings'

/** Traits that have a field of their own. Among the attributes, `id` would rename the person, `_update` and `_timestamp` command. */
const OMITTED: ReadonlySet<string> = new Set([
  'id',
  'email',
  'anonymous_id',
  '_update',
  '_timestamp',
  'createdAt',
  'created_at',
  'unsubscribed',
  'objectId',
  'objectTypeId',
  'object_type_id',
  'relationshipAttributes'
])

/** https://customer.io/docs/api/track/#operation/entity (Person: Identify) */
export const createUpdatePerson = defineAction(settings, {
  title: 'Create or Update Person',
  description: 'Save what is known about a person, and relate them to an object.',
  defaultSubscription: 'type = "identify"',
  fields: {
    person_id: personId,
    email: {
      ...email,
      description: 'Where messages go; identifies the person when there is no ID.',
      default: firstOf('$.traits.email', '$.context.traits.email')
    },
    anonymous_id: { ...anonymousId, description: 'Connects what the person did before they were known.' },
    created_at: {
      label: 'Created At',
      description: 'When the person became a customer: ISO 8601 or unix time.',
      type: 'string',
      default: firstOf('$.traits.created_at', '$.traits.createdAt')
    },
    unsubscribed: {
      label: 'Unsubscribed',
      description: 'True, in any case, or 1 stops all messages to the person; anything else is stored as it is.',
      type: 'string',
      default: { '@path': '$.traits.unsubscribed' }
    },
    custom_attributes: {
      label: 'Attributes',
      description: 'Everything else to save: at most 300 attributes of 1000 bytes. Null or empty removes one.',
      type: 'object',
      default: { '@path': '$.traits' }
    },
    object_id: {
      label: 'Object ID',
      description: 'An object to relate the person to, such as their company.',
      type: 'string',
      default: { '@path': '$.traits.objectId' }
    },
    object_type_id: {
      label: 'Object Type ID',
      description: 'The number of the object type in Customer.io; the first type created is 1.',
      type: 'string',
      default: firstOf('$.traits.object_type_id', '$.traits.objectTypeId')
    },
    relationship_attributes: {
      label: 'Relationship Attributes',
      description: 'What to save about the relationship to the object.',
      type: 'object',
      default: { '@path': '$.traits.relationshipAttributes' }
    },
    update_existing_only: {
      label: 'Update Existing Only',
      description: 'Change people who exist and create none.',
      type: 'boolean'
    },
    timestamp: { ...timestamp, description: 'When the traits were set: lets Customer.io put updates in order.' },
    convert_timestamp: convertTimestamp
  },
  endpoint: entities,
  items: ({ payload, note }) => {
    const identifiers = knownPerson(payload)
    if (identifiers === undefined && payload.anonymous_id) {
      return skip('Customer.io keeps no profile of an anonymous person; their events wait for an identify with an ID')
    }
    const problem = identifierProblem(identifiers, 'a user ID or an e-mail address')
    if (problem !== undefined) return problem

    const convert = payload.convert_timestamp !== false
    const attributes = storedAttributes(payload.custom_attributes, { convert, omit: OMITTED, note })
    if (payload.email) {
      if (isEmail(payload.email)) attributes['email'] = payload.email
      else note('Email was left out: it is not an e-mail address.')
    }
    if (payload.anonymous_id) {
      if (fitsIdentifier(payload.anonymous_id)) attributes['anonymous_id'] = payload.anonymous_id
      else note('Anonymous ID was left out: it is longer than Customer.io takes.')
    }
    const createdAt = secondsOrNote(payload.created_at, 'Created At', note)
    if (createdAt !== undefined) attributes['created_at'] = createdAt
    if (payload.unsubscribed) attributes['unsubscribed'] = subscription(payload.unsubscribed)
    if (payload.update_existing_only) attributes['_update'] = true
    return [
      {
        type: 'person',
        action: 'identify',
        identifiers,
        timestamp: secondsOrNote(payload.timestamp, 'Timestamp', note),
        attributes,
        cio_relationships: relationshipsOf(payload, convert, note)
      }
    ]
  }
})

// A field of type string has turned booleans and numbers into text; only what means yes or no turns back.
function subscription(unsubscribed: string): boolean | string {
  const text = unsubscribed.toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : unsubscribed
}

interface RelationshipPayload {
  readonly object_id?: string | undefined
  readonly object_type_id?: string | undefined
  readonly relationship_attributes?: { readonly [key: string]: unknown } | undefined
}

/** The relationship to an object; one that Customer.io could not keep does not cost the person. */
function relationshipsOf(
  { object_id, object_type_id, relationship_attributes }: RelationshipPayload,
  convert: boolean,
  note: (text: string) => void
): readonly object[] | undefined {
  if (!object_id) return undefined
  const identifiers = objectIdentifiers(object_id, object_type_id)
  const problem = objectProblem(identifiers)
  if (problem === undefined) {
    return [{ identifiers, relationship_attributes: relationshipAttributes(relationship_attributes, convert) }]
  }
  note(`The relationship to an object was left out. ${problem.reason}`)
  return undefined
}
